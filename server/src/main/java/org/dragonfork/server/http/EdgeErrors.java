package org.dragonfork.server.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors that arise before or outside the routes: broken HTTP, and bugs. Says nothing about what is inside. */
final class EdgeErrors implements Request.Handler {
    private final Cors cors;

    EdgeErrors(Cors cors) {
        this.cors = cors;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer given ? given : 500;
        var headers = EdgeHandler.headers(request);
        Reply reply = problem(status).reply(headers.apply("Accept"));
        response.getHeaders().put("Connection", "close");
        EdgeHandler.send(reply.with(cors.headers(headers, request.getMethod())), request, response, callback);
        return true;
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 400, 426, 501, 505 -> new Problem(Reason.MALFORMED, "this is no HTTP/1.1 as RFC 9112 has it");
            case 408 -> new Problem(Reason.TIMEOUT);
            case 413 -> new Problem(Reason.TOO_LARGE);
            case 414 -> new Problem(Reason.URI_TOO_LONG);
            case 431 -> new Problem(Reason.HEADERS_TOO_LARGE);
            // The library answers so once it was told to stop.
            case 503 -> new Problem(Reason.DRAINING).with(Header.retryAfter(1));
            default -> new Problem(Reason.INTERNAL);
        };
    }
}
