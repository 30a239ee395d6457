package org.dragonfork.server.config;

import java.nio.file.Path;

/**
 * Where things are kept. Neither folder need exist.
 *
 * @param databaseDir folder of {@code db.json}, {@code db.dir}
 * @param diskDir folder of the files that processes write and of those that are served, {@code storage.disk.dir}
 */
public record StorageConfig(Path databaseDir, Path diskDir) {}
