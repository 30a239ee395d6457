package org.dragonfork.server.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Stands before a server and changes the answers it gives. */
final class RewritingProxy implements AutoCloseable {
    private final URI origin;
    private final UnaryOperator<String> rewriting;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    RewritingProxy(URI origin, UnaryOperator<String> rewriting) throws IOException {
        this.origin = origin;
        this.rewriting = rewriting;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 16);
        server.createContext("/", this::pass);
        server.setExecutor(threads);
        server.start();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            HttpRequest request = HttpRequest.newBuilder(origin.resolve(exchange.getRequestURI()))
                    .header("Content-Type", type == null ? "text/plain" : type)
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            byte[] body = rewriting.apply(response.body()).getBytes(StandardCharsets.UTF_8);
            response.headers()
                    .firstValue("Location")
                    .ifPresent(location -> exchange.getResponseHeaders().set("Location", location));
            exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        http.close();
    }
}
