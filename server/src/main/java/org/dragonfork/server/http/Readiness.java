package org.dragonfork.server.http;

/**
 * Whether the server should get traffic.
 *
 * @param why one line why not, empty when ready
 */
public record Readiness(boolean ready, String why) {
    /** Ready. */
    public static Readiness yes() {
        return new Readiness(true, "");
    }

    /** Not ready, with the reason. */
    public static Readiness no(String why) {
        return new Readiness(false, why);
    }
}
