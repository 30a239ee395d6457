package org.dragonfork.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP side of all viewers (draft-ietf-wish-whep sections 4.2 and 4.3). Redirects are not followed, and sessions on
 * another server are not deleted: what an answer says must not send this client, or its token, to where nobody sent it. May
 * be called from any thread.
 */
final class WhepClient implements AutoCloseable {
    /** Far more than an answer or a problem has. */
    private static final long MOST_BYTES = 1 << 18;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How a server took an offer. */
    sealed interface Reply {
        /**
         * 201.
         *
         * @param session null when there is none on this server
         */
        record Answered(String sdp, @Nullable URI session) implements Reply {}

        /**
         * Anything else.
         *
         * @param session to be deleted all the same, as a counter-offer makes one, too; null for none
         */
        record Refused(Failure failure, @Nullable URI session) implements Reply {}
    }

    private final URI endpoint;
    private final @Nullable String token;
    private final Duration patience;
    private final HttpClient http;

    WhepClient(LoadPlan plan) {
        this.endpoint = plan.url();
        this.token = plan.token();
        this.patience = plan.patience();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(plan.patience())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Sends an offer; the future never fails. */
    CompletableFuture<Reply> post(String offer) {
        HttpRequest request = request(endpoint)
                .header("Content-Type", "application/sdp")
                .header("Accept", "application/sdp, application/problem+json")
                .POST(HttpRequest.BodyPublishers.ofString(offer))
                .build();
        return http.sendAsync(request, text()).handle((response, thrown) -> {
            if (response == null) {
                return new Reply.Refused(broken(thrown), null);
            }
            URI session = session(response).orElse(null);
            return response.statusCode() == 201
                    ? new Reply.Answered(response.body(), session)
                    : new Reply.Refused(refusal(response), session);
        });
    }

    /** Ends a session; tells whether the server has it no longer. */
    CompletableFuture<Boolean> delete(URI session) {
        return http.sendAsync(request(session).DELETE().build(), text())
                .handle((response, _) ->
                        response != null && (response.statusCode() / 100 == 2 || response.statusCode() == 404));
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(patience);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        return builder;
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), MOST_BYTES);
    }

    private Optional<URI> session(HttpResponse<String> response) {
        try {
            return response.headers()
                    .firstValue("Location")
                    .map(endpoint::resolve)
                    .filter(session -> origin(session).equals(origin(endpoint)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String origin(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }

    private static Failure refusal(HttpResponse<String> response) {
        int status = response.statusCode();
        String reason = "http_" + status;
        String detail = "HTTP " + status;
        if (response.headers().firstValue("Content-Type").orElse("").contains("json")) {
            try {
                JsonNode problem = JSON.readTree(response.body());
                reason = problem.path("reason").asString(reason);
                detail += ": "
                        + problem.path("detail").asString(problem.path("title").asString(""));
            } catch (JacksonException _) {
                // The status says enough.
            }
        }
        return new Failure(Failure.Stage.HTTP, status, reason.isBlank() ? "http_" + status : reason, detail);
    }

    private static Failure broken(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String reason = switch (cause) {
            case HttpTimeoutException _ -> "http_timeout";
            case ConnectException _ -> "http_unreachable";
            case IOException _ -> "http_broken";
            default -> "http_error";
        };
        return new Failure(Failure.Stage.HTTP, reason, String.valueOf(cause));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
