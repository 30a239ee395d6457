package org.dragonfork.server.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A page with the tag by which a browser asks whether what it keeps is still the page: after an upgrade it is not. */
final class Page {
    private static final Pattern COMMA = Pattern.compile(",");

    private final Reply whole;
    private final Reply same;
    private final String tag;

    /**
     * @param headers what goes with the page, whether it is sent or not (RFC 9110 section 15.4.5)
     * @param digest of the page, in characters that may stand in an entity tag
     */
    Page(String html, List<Header> headers, String digest) {
        this.tag = '"' + digest + '"';
        var tagged = new Header("ETag", tag);
        this.whole =
                Reply.of(200, "text/html; charset=utf-8", html).with(headers).with(tagged);
        // What the page would have; it is left out or that, and never 0 (RFC 9110 section 8.6).
        var length = new Header("Content-Length", Integer.toString(html.getBytes(StandardCharsets.UTF_8).length));
        this.same = Reply.empty(304).with(headers).with(tagged).with(length);
    }

    Reply answer(EdgeRequest request) {
        return request.header("If-None-Match").map(this::isKept).orElse(false) ? same : whole;
    }

    /** RFC 9110 section 13.1.2: compared weakly, as a proxy that compresses makes the tag a weak one. */
    private boolean isKept(String field) {
        return COMMA.splitAsStream(field)
                .map(String::strip)
                .map(kept -> kept.startsWith("W/") ? kept.substring(2) : kept)
                .anyMatch(kept -> kept.equals(tag) || kept.equals("*"));
    }

    Reply whole() {
        return whole;
    }
}
