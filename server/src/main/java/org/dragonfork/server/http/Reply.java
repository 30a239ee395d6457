package org.dragonfork.server.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole response, not yet on the wire.
 *
 * @param body text to send as UTF-8, empty for none
 * @param gzip whether the body is to be compressed; {@code Content-Encoding} is added then
 * @param delay how long it is held back; no thread waits for that
 */
record Reply(int status, List<Header> headers, String body, boolean gzip, Duration delay) {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";

    Reply {
        headers = List.copyOf(headers);
    }

    Reply(int status, List<Header> headers, String body) {
        this(status, headers, body, false, Duration.ZERO);
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
        return new Reply(status, all, body, gzip, delay);
    }

    Reply with(Header more) {
        return with(List.of(more));
    }

    /** The same, held back for so long. */
    Reply after(Duration time) {
        return new Reply(status, headers, body, gzip, time);
    }

    /** The same with its body compressed on the wire. */
    Reply compressed() {
        return new Reply(status, headers, body, true, delay).with(new Header("Content-Encoding", "gzip"));
    }
}
