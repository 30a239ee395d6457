package org.dragonfork.server.http;

import java.util.List;
import org.dragonfork.server.json.Json;

/**
 * A refusal in the form that clients of the original's API read; WHEP and the views of streams have {@link Problem}.
 *
 * @param code the HTTP status
 * @param message a few words, the same for all cases of a kind
 * @param details what is particular about this case, one line each
 */
record ApiError(int code, String message, List<String> details) {
    ApiError {
        details = List.copyOf(details);
    }

    static ApiError of(int code, String message, String... details) {
        return new ApiError(code, message, List.of(details));
    }

    Reply reply() {
        return Reply.of(code, Reply.JSON, Json.write(this)).with(Header.NO_STORE);
    }
}
