package org.dragonfork.server.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole response, not yet on the wire.
 *
 * @param body text to send as UTF-8, empty for none
 * @param gzip whether the body is to be compressed; {@code Content-Encoding} is added then
 * @param delay how long it is held back; no thread waits for that
 * @param file to send instead of the text
 */
record Reply(
        int status,
        List<Header> headers,
        String body,
        boolean gzip,
        Duration delay,
        @Nullable FileBody file) {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";

    Reply {
        headers = List.copyOf(headers);
    }

    Reply(int status, List<Header> headers, String body) {
        this(status, headers, body, false, Duration.ZERO, null);
    }

    static Reply empty(int status, Header... headers) {
        return new Reply(status, List.of(headers), "");
    }

    static Reply of(int status, String contentType, String body) {
        return new Reply(status, List.of(new Header("Content-Type", contentType)), body);
    }

    /** A file. */
    static Reply file(List<Header> headers, FileBody file) {
        return new Reply(200, headers, "", false, Duration.ZERO, file);
    }

    /** The same with more fields. */
    Reply with(List<Header> more) {
        List<Header> all = new ArrayList<>(headers);
        all.addAll(more);
        return new Reply(status, all, body, gzip, delay, file);
    }

    Reply with(Header more) {
        return with(List.of(more));
    }

    /** The same, held back for so long. */
    Reply after(Duration time) {
        return new Reply(status, headers, body, gzip, time, file);
    }

    /** The same with its body compressed on the wire. */
    Reply compressed() {
        return new Reply(status, headers, body, true, delay, file).with(new Header("Content-Encoding", "gzip"));
    }
}
