package org.dragonfork.server.http;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole response, not yet on the wire.
 *
 * @param body text to send as UTF-8, empty for none
 */
record Reply(int status, List<Header> headers, String body) {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";

    Reply {
        headers = List.copyOf(headers);
    }

    static Reply empty(int status, Header... headers) {
        return new Reply(status, List.of(headers), "");
    }

    static Reply of(int status, String contentType, String body) {
        return new Reply(status, List.of(new Header("Content-Type", contentType)), body);
    }

    /** The same with more fields. */
    Reply with(List<Header> more) {
        List<Header> all = new ArrayList<>(headers);
        all.addAll(more);
        return new Reply(status, all, body);
    }

    Reply with(Header more) {
        return with(List.of(more));
    }
}
