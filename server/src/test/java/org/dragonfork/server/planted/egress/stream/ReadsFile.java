package org.dragonfork.server.planted.egress.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The inside reads no files. */
final class ReadsFile {
    long size(Path path) throws IOException {
        return Files.size(path);
    }
}
