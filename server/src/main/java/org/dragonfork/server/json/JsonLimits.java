package org.dragonfork.server.json;

/**
 * How much JSON is taken in before it is refused.
 *
 * @param depth objects and arrays within one another
 * @param textLength characters of one string
 * @param tokens names, values and brackets in all
 */
public record JsonLimits(int depth, int textLength, long tokens) {
    /** For bodies of requests, whose length is bounded besides; deeper than anything known clients send. */
    public static final JsonLimits REQUEST = new JsonLimits(64, 1024 * 1024, 500_000);

    /** For files of the operator's own. */
    public static final JsonLimits FILE = new JsonLimits(100, 64 * 1024 * 1024, 50_000_000);
}
