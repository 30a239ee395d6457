package org.dragonfork.server.http;

/**
 * How many changing requests (POST, PATCH, DELETE) one client address may send: a bucket that holds {@code burst} and is
 * filled at {@code perSecond}.
 *
 * @param burst at least 1
 * @param perSecond requests a second, above 0
 * @param maxClients addresses remembered at one time, at least 1
 */
public record RateLimit(int burst, double perSecond, int maxClients) {
    public RateLimit {
        if (burst < 1 || !(perSecond > 0) || maxClients < 1) {
            throw new IllegalArgumentException("burst and maxClients must be at least 1 and perSecond above 0");
        }
    }

    /** Generous: a school behind one address may press play together; a loop that never waits is stopped. */
    public static RateLimit standard() {
        return new RateLimit(200, 50, 10_000);
    }
}
