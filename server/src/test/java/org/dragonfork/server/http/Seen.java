package org.dragonfork.server.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A response as a client saw it. */
public record Seen(int status, List<Header> headers, String body) {
    static Seen of(Reply reply, String method) {
        return new Seen(reply.status(), reply.headers(), method.equals("HEAD") ? "" : reply.body());
    }

    /** Reads one response from what came over a connection that was closed afterwards. */
    static Seen parse(byte[] wire) {
        String text = new String(wire, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no whole HTTP response: '" + text + "'");
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.add(new Header(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
        }
        return new Seen(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, text.substring(end + 4));
    }

    public Optional<String> header(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    public String reason() {
        return json().path("reason").asString("");
    }
}
