package org.dragonfork.server.http;

import org.dragonfork.server.json.Json;
import org.dragonfork.server.json.JsonLimits;
import org.dragonfork.server.json.JsonReading;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request of the API as JSON. The content type must say so too: a form of a strange page, which browsers send
 * without asking first, must not get here (WHATWG Fetch section 2.2.2).
 */
sealed interface JsonBody {
    /** Enough for a process with hundreds of inputs. */
    int PROCESS_BYTES = 1024 * 1024;

    /** Clients keep whole documents as metadata. */
    int METADATA_BYTES = 4 * 1024 * 1024;

    /** For a word or a login. */
    int SMALL_BYTES = 16 * 1024;

    /** All of it. */
    record Read(JsonNode root) implements JsonBody {}

    /** It is none. */
    record Refused(ApiError error) implements JsonBody {}

    /** Reads it; to be called once. */
    static JsonBody of(EdgeRequest request, int maxBytes) {
        if (!MediaType.JSON.matches(request.header("Content-Type"))) {
            return new Refused(invalid("the Content-Type must be application/json"));
        }
        return switch (request.body().read(maxBytes)) {
            case RequestBody.Content.Text(String text) -> ofText(text);
            case RequestBody.Content.TooLarge() ->
                new Refused(ApiError.of(413, "Request too large", "at most " + maxBytes + " bytes are read"));
            case RequestBody.Content.TooSlow() ->
                new Refused(ApiError.of(408, "Request Timeout", "send the whole request at once"));
            case RequestBody.Content.NotText() -> new Refused(invalid("the body is no UTF-8"));
            case RequestBody.Content.Truncated() -> new Refused(invalid("the body ended too early"));
        };
    }

    private static JsonBody ofText(String text) {
        if (text.isBlank()) {
            return new Refused(invalid("the body is empty"));
        }
        return switch (Json.read(text, JsonLimits.REQUEST)) {
            case JsonReading.Read(JsonNode root) -> new Read(root);
            case JsonReading.Refused(String why) -> new Refused(invalid(why));
        };
    }

    /** The error of the original for everything that is wrong with a body. */
    static ApiError invalid(String... details) {
        return ApiError.of(400, "Invalid JSON", details);
    }
}
