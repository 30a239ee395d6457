package org.dragonfork.server.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where the system's Chromium is. */
final class ChromiumBinary {
    static final String VARIABLE = "DRAGONFORK_CHROMIUM";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private ChromiumBinary() {}

    static Path find() {
        return find(System.getenv());
    }

    /** @throws AssertionError that names what to install; a browser test that did not run has failed */
    static Path find(Map<String, String> environment) {
        String chosen = environment.getOrDefault(VARIABLE, "");
        if (!chosen.isEmpty()) {
            if (Files.isExecutable(Path.of(chosen))) {
                return Path.of(chosen);
            }
            throw new AssertionError(
                    VARIABLE + " names " + chosen + ", which is no program that can be run; correct it");
        }
        for (String directory : environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
            for (String name : NAMES) {
                Path candidate = Path.of(directory, name);
                if (!directory.isEmpty() && Files.isExecutable(candidate)) {
                    return candidate;
                }
            }
        }
        throw new AssertionError("the browser tests need Chromium and none of " + String.join(", ", NAMES)
                + " is on the PATH; install it (Debian: apt-get install chromium), let ./dragonfork test do so, or set "
                + VARIABLE + " to its path");
    }
}
