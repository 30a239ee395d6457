package org.dragonfork.server.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Chrome DevTools Protocol over one WebSocket: commands with answers, and events by session. */
final class CdpConnection implements AutoCloseable {
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> listeners = new ConcurrentHashMap<>();
    private final WebSocket socket;
    private CompletableFuture<?> lastSent = CompletableFuture.completedFuture(null);

    CdpConnection(URI address) {
        socket = http.newWebSocketBuilder().buildAsync(address, new Receiver()).join();
    }

    /** Sends a command to a session, or to the browser when {@code session} is empty, and waits for its result. */
    JsonNode send(String session, String method, Map<String, ?> parameters) {
        long id = lastId.incrementAndGet();
        ObjectNode command = JSON.createObjectNode();
        command.put("id", id).put("method", method).set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            command.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(id, answer);
        write(command.toString());
        try {
            return answer.get(COMMAND_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("Chromium did not answer " + method + " within " + COMMAND_TIMEOUT, e);
        } catch (ExecutionException e) {
            throw new AssertionError(
                    "Chromium refused " + method + ": " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + method, e);
        } finally {
            open.remove(id);
        }
    }

    /** Events of this session go to {@code listener}, on the thread that reads the socket. */
    void listen(String session, BiConsumer<String, JsonNode> listener) {
        listeners.put(session, listener);
    }

    void forget(String session) {
        listeners.remove(session);
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
        http.close();
    }

    /** One at a time, as the WebSocket demands it. */
    private synchronized void write(String text) {
        lastSent = lastSent.thenCompose(before -> socket.sendText(text, true));
    }

    private void received(JsonNode message) {
        CompletableFuture<JsonNode> answer = open.get(message.path("id").asLong(-1));
        if (answer != null) {
            if (message.has("error")) {
                answer.completeExceptionally(new IllegalStateException(
                        message.path("error").path("message").asString("no reason given")));
            } else {
                answer.complete(message.path("result"));
            }
            return;
        }
        BiConsumer<String, JsonNode> listener =
                listeners.get(message.path("sessionId").asString(""));
        if (listener != null && message.has("method")) {
            listener.accept(message.path("method").asString(), message.path("params"));
        }
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                received(JSON.readTree(whole));
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
            failAll("the browser closed the connection");
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            failAll("the connection to the browser broke: " + error);
        }

        private void failAll(String why) {
            open.values().forEach(answer -> answer.completeExceptionally(new IllegalStateException(why)));
        }
    }
}
