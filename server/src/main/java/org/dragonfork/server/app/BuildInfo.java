package org.dragonfork.server.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/**
 * Which build this is. The jar knows its version only, so that two builds of one commit are alike; the commit comes
 * from the launcher.
 *
 * @param version as in the pom
 * @param commit short hash, empty when not known
 */
record BuildInfo(String version, String commit) {
    private static final String RESOURCE = "/dragonfork-build.properties";

    /** Where the launcher says which commit it built. */
    private static final String COMMIT = "DRAGONFORK_COMMIT";

    static BuildInfo read(Map<String, String> environment) {
        var properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BuildInfo(properties.getProperty("version", "unknown"), environment.getOrDefault(COMMIT, ""));
    }

    /** One line for people. */
    String line() {
        return "Dragonfork " + version + (commit.isEmpty() ? "" : " (" + commit + ")") + ", Java " + Runtime.version();
    }
}
