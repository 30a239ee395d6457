package org.dragonfork.server.http;

import java.util.List;
import java.util.Locale;

/** How a part of the server says that something is wrong; each has clients that read no other form. */
enum ErrorForm {
    /** {@link Problem}: WHEP, the views of streams, and everything that is no API. */
    PROBLEM,
    /** {@link ApiError}: the API of the original. */
    API;

    private static final List<String> PROBLEMS = List.of("/api/v3/whep", "/api/v3/webrtc");

    /** The form of a path, which may be one that leads nowhere. */
    static ErrorForm ofPath(String rawPath) {
        String path = rawPath.toLowerCase(Locale.ROOT);
        boolean api = path.equals("/api") || path.startsWith("/api/");
        return api && PROBLEMS.stream().noneMatch(path::startsWith) ? API : PROBLEM;
    }

    /** The refusal in this form. */
    Reply reply(Problem problem, EdgeRequest request) {
        return switch (this) {
            case PROBLEM -> problem.reply(request.header("Accept"));
            case API ->
                ApiError.of(problem.reason().status(), problem.title(), problem.detail())
                        .reply()
                        .with(problem.headers());
        };
    }
}
