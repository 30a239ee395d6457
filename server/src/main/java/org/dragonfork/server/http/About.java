package org.dragonfork.server.http;

import java.time.Instant;

/**
 * Who this server is.
 *
 * @param id its name for machines
 * @param name its name for people
 * @param createdAt when it was started
 * @param version of Dragonfork
 * @param commit it was built of, empty when not known
 * @param arch machine it runs on, for instance {@code linux/amd64}
 * @param runtime what it runs on, for instance {@code Java 25}
 */
public record About(
        String id, String name, Instant createdAt, String version, String commit, String arch, String runtime) {
    /** The name that clients of the original look for. */
    public static final String APP = "datarhei-core";

    /** The version of the original whose API this is; clients compare it with what they need. */
    public static final String API_VERSION = "16.16.0";

    public static final String VARIANT = "dragonfork";

    public static final String FORK = "Datarhei — Dragon Fork";
}
