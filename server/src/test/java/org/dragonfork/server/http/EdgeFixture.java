package org.dragonfork.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.dragonfork.egress.event.StreamId;

/** A running edge on a free port of loopback before a {@link FakeWhep}. */
public final class EdgeFixture implements AutoCloseable {
    public final FakeWhep whep = new FakeWhep();
    final List<WhepExchange> exchanges = new CopyOnWriteArrayList<>();
    volatile Readiness readiness = Readiness.yes();
    final HttpEdge edge;

    private EdgeFixture(
            UnaryOperator<HttpOptions> change, List<Routes> more, Function<StreamId, Optional<StreamPlan>> plans) {
        HttpOptions options = HttpOptions.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        List<Routes> routes = new ArrayList<>(more);
        routes.add(new WebrtcRoutes(whep, plans, InstantSource.system()));
        edge = new HttpEdge(change.apply(options), whep, () -> readiness, exchanges::add, routes);
    }

    /** Started with the usual options. */
    public static EdgeFixture started() {
        return started(options -> options);
    }

    /** Started with changed options. */
    public static EdgeFixture started(UnaryOperator<HttpOptions> change) {
        return started(change, List.of());
    }

    /** Started with changed options and more paths. */
    static EdgeFixture started(UnaryOperator<HttpOptions> change, List<Routes> more) {
        return started(change, more, _ -> Optional.empty());
    }

    static EdgeFixture started(
            UnaryOperator<HttpOptions> change, List<Routes> more, Function<StreamId, Optional<StreamPlan>> plans) {
        EdgeFixture fixture = new EdgeFixture(change, more, plans);
        try {
            fixture.edge.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fixture;
    }

    /** The address of a path as a browser would have it. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + edge.port() + path);
    }

    RawHttp raw() {
        return new RawHttp(edge.port());
    }

    @Override
    public void close() {
        edge.close();
    }
}
