package org.dragonfork.server.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dragonfork.egress.WhepService;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.server.http.HttpEdge;
import org.dragonfork.server.http.HttpOptions;
import org.dragonfork.server.http.MetricsAccess;
import org.dragonfork.server.http.MetricsEndpoint;
import org.dragonfork.server.http.RateLimit;
import org.dragonfork.server.http.Readiness;
import org.dragonfork.server.http.WebrtcRoutes;
import org.dragonfork.testkit.EgressWorld;

/** The service in virtual time behind a real HTTP socket, with its numbers at {@code /metrics}. */
final class ScrapedWorld implements AutoCloseable {
    final EgressWorld world;
    final ServerMetrics metrics;
    private final HttpEdge edge;
    private final HttpClient client = HttpClient.newHttpClient();
    private int told;

    ScrapedWorld(int perStream, int total, RateLimit limit) throws IOException {
        this("test", perStream, total, limit, MetricsAccess.open());
    }

    ScrapedWorld(String core, int perStream, int total, RateLimit limit, MetricsAccess access) throws IOException {
        this(
                core,
                new EgressWorld(7, perStream, total),
                options -> options.withRateLimit(limit),
                service -> service,
                access);
    }

    /** With other limits of HTTP, or a service that is not quite right. */
    ScrapedWorld(EgressWorld world, UnaryOperator<HttpOptions> options, UnaryOperator<WhepService> service)
            throws IOException {
        this("test", world, options, service, MetricsAccess.open());
    }

    private ScrapedWorld(
            String core,
            EgressWorld world,
            UnaryOperator<HttpOptions> options,
            UnaryOperator<WhepService> service,
            MetricsAccess access)
            throws IOException {
        this.world = world;
        this.metrics = new ServerMetrics(new MetricsRegistry(core), world::nowNanos, MetricsWorld.BUILD);
        metrics.source(world.egress()::snapshot);
        this.edge = new HttpEdge(
                options.apply(HttpOptions.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                service.apply(world.egress()),
                Readiness::yes,
                exchange -> metrics.observer()
                        .on(new EgressEvent.WhepExchanged(
                                exchange.route(), exchange.status(), exchange.stream(), exchange.duration())),
                List.of(
                        new WebrtcRoutes(world.egress(), _ -> Optional.empty(), InstantSource.system()),
                        new MetricsEndpoint(
                                format -> switch (format) {
                                    case TEXT -> metrics.text();
                                    case OPEN_METRICS -> metrics.openMetrics();
                                },
                                access)));
        edge.start();
    }

    int port() {
        return edge.port();
    }

    HttpResponse<String> send(String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        tell();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        tell();
        return response;
    }

    /** The status of a request whose path is sent as it is, also when no client library would. */
    int raw(String method, String path, Map<String, String> headers, String body) throws IOException {
        tell();
        var request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        request.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            tell();
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    HttpResponse<byte[]> get(String method, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + "/metrics"))
                .method(method, BodyPublishers.noBody());
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** A scrape over the socket, after everything that happened in the world was heard. */
    Scrape scrape() throws IOException, InterruptedException {
        tell();
        return Scrape.read(new String(get("GET", Map.of()).body(), java.nio.charset.StandardCharsets.UTF_8));
    }

    private void tell() {
        List<EgressEvent> all = world.events().all();
        all.subList(told, all.size()).forEach(metrics.observer()::on);
        told = all.size();
    }

    @Override
    public void close() {
        client.close();
        edge.close();
    }
}
