package org.dragonfork.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.server.json.Json;
import org.eclipse.jetty.http.HttpStatus;

/**
 * A refusal: problem JSON (RFC 9457), or one line of text for a client that prefers {@code text/plain}, which is what the
 * original sent.
 *
 * @param why what is particular about this case, one line, may be empty
 * @param members further members of the JSON object
 * @param headers further fields of the response
 */
record Problem(Reason reason, String why, Map<String, Object> members, List<Header> headers) {
    static final String CONTENT_TYPE = "application/problem+json";

    Problem(Reason reason) {
        this(reason, "");
    }

    Problem(Reason reason, String why) {
        this(reason, why, Map.of(), List.of());
    }

    Problem with(Header header) {
        return new Problem(reason, why, members, List.of(header));
    }

    Problem with(String member, Object value) {
        return new Problem(reason, why, Map.of(member, value), headers);
    }

    /** The response in the form that {@code accept}, the request's Accept field, prefers. */
    Reply reply(Optional<String> accept) {
        boolean plain = accept.map(Accept::prefersPlainText).orElse(false);
        Reply reply = plain
                ? Reply.of(reason.status(), Reply.TEXT, line() + "\n")
                : Reply.of(reason.status(), CONTENT_TYPE, json());
        return reply.with(headers).with(Header.NO_STORE);
    }

    private String line() {
        return "webrtc: " + reason.summary() + (why.isEmpty() ? "" : ": " + why);
    }

    private String json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "about:blank");
        object.put("title", title());
        object.put("status", reason.status());
        object.put("detail", detail());
        object.put("reason", reason.label());
        object.putAll(members);
        return Json.write(object);
    }

    /** The words of the status. */
    String title() {
        return HttpStatus.getMessage(reason.status());
    }

    /** A sentence or two for a person. */
    String detail() {
        String sentence = Character.toUpperCase(reason.summary().charAt(0))
                + reason.summary().substring(1)
                + (why.isEmpty() ? "" : ": " + why);
        String ended = sentence.endsWith(".") ? sentence : sentence + ".";
        return reason.advice().isEmpty() ? ended : ended + " " + reason.advice();
    }
}
