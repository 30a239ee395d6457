package org.dragonfork.server.http;

/** One field of a response; names and values come from this program only, never from a request unescaped. */
record Header(String name, String value) {
    static final Header NO_STORE = new Header("Cache-Control", "no-store");

    static Header retryAfter(int seconds) {
        return new Header("Retry-After", Integer.toString(Math.max(1, seconds)));
    }
}
