package org.dragonfork.server.http;

/** The body of a request, read only by the route that wants it and only after everything else about it was found good. */
@FunctionalInterface
interface RequestBody {
    /** Ten times the largest browser offer seen, which is 6 to 8 KiB. */
    int MAX_BYTES = 64 * 1024;

    /**
     * Reads it all; to be called once.
     *
     * @param maxBytes how much of it, at most
     */
    Content read(int maxBytes);

    /** Reads it all, up to {@link #MAX_BYTES}; to be called once. */
    default Content read() {
        return read(MAX_BYTES);
    }

    /** What reading gave. */
    sealed interface Content {
        /** All of it, as text. */
        record Text(String text) implements Content {}

        /** Longer than it may be; the rest was not read. */
        record TooLarge() implements Content {}

        /** Not UTF-8. */
        record NotText() implements Content {}

        /** The client sent too slowly. */
        record TooSlow() implements Content {}

        /** The connection ended or broke before the end of the body. */
        record Truncated() implements Content {}
    }
}
