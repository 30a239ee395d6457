package org.dragonfork.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The files of this repository. */
final class Repository {
    static final Path ROOT = root();
    static final Path BUNDLE = ROOT.resolve("deploy/truenas/core");
    static final Path RULES = BUNDLE.resolve("prom/rules");
    static final Path DASHBOARDS = BUNDLE.resolve("grafana/dashboards");

    private Repository() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the tests do not run inside the source tree");
        }
        return folder;
    }
}
