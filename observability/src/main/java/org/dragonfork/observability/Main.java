package org.dragonfork.observability;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the generated files of the deploy bundle into a working copy. */
public final class Main {
    private Main() {}

    /**
     * Writes them.
     *
     * @param arguments the root of the repository, else where it was started
     */
    public static void main(String[] arguments) throws IOException {
        GeneratedFiles.write(Path.of(arguments.length > 0 ? arguments[0] : ""));
    }
}
