package org.dragonfork.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request of a test. */
public record Ask(String method, String path, List<Header> headers, String body) {
    static final String OFFER = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    public static Ask of(String method, String path) {
        return new Ask(method, path, List.of(), "");
    }

    public static Ask offer(String stream) {
        return of("POST", "/api/v3/whep/" + stream)
                .header("Content-Type", "application/sdp")
                .body(OFFER);
    }

    public static Ask fragment(String stream, String session) {
        return of("PATCH", "/api/v3/whep/" + stream + "/" + session)
                .header("Content-Type", "application/trickle-ice-sdpfrag")
                .body("a=ice-ufrag:abcd\r\n");
    }

    public Ask header(String name, String value) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header(name, value));
        return new Ask(method, path, all, body);
    }

    public Ask body(String text) {
        return new Ask(method, path, headers, text);
    }

    /** With the Host field that every request has; that of a program on this machine when it was not given. */
    Ask complete() {
        return value("Host").isPresent() ? this : header("Host", "localhost");
    }

    Optional<String> value(String name) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
