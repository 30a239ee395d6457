package org.dragonfork.server.http;

import org.dragonfork.server.json.Json;

/** Answers of the API that are no errors. */
final class ApiReplies {
    /** Below it compression costs more than it saves; the limit of the original. */
    private static final int LEAST_TO_COMPRESS = 1000;

    private ApiReplies() {}

    /** A value as JSON. */
    static Reply json(EdgeRequest request, Object value) {
        return text(request, Json.write(value));
    }

    /** The word by which the original says that something is done. */
    static Reply ok(EdgeRequest request) {
        return json(request, "OK");
    }

    /** A text that is JSON already. */
    static Reply text(EdgeRequest request, String json) {
        Reply reply = Reply.of(200, Reply.JSON, json).with(Header.NO_STORE);
        if (json.length() < LEAST_TO_COMPRESS) {
            return reply;
        }
        Reply varied = reply.with(new Header("Vary", "Accept-Encoding"));
        return request.header("Accept-Encoding").map(Accept::takesGzip).orElse(false) ? varied.compressed() : varied;
    }
}
