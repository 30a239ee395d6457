package org.dragonfork.server.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dragonfork.egress.WhepService;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: WHEP, the views of streams, health probes and pages on one address. One virtual thread for each
 * request. May be started once.
 */
public final class HttpEdge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);

    /** A request line with an id of 200 characters, all escaped, and a JWT fit well. */
    private static final int REQUEST_HEADER_BYTES = 16 * 1024;

    /** Acceptor, selector and what else the library runs beside requests; generous. */
    private static final int LIBRARY_THREADS = 64;

    /** Browsers keep connections open; while the server stops, a silent one is not waited for longer than this. */
    private static final int SHUTDOWN_IDLE_MILLIS = 200;

    private final HttpOptions options;
    private final Server server;
    private final ServerConnector connector;

    /**
     * Makes it ready to start.
     *
     * @param whep asked by many threads at a time
     * @param readiness asked for each {@code /readyz}
     * @param listener told of every WHEP exchange
     */
    public HttpEdge(
            HttpOptions options, WhepService whep, Supplier<Readiness> readiness, WhepExchangeListener listener) {
        this(
                options,
                whep,
                readiness,
                listener,
                List.of(new WebrtcRoutes(whep, _ -> Optional.empty(), InstantSource.system())));
    }

    /**
     * Makes it ready to start, with other paths beside WHEP, health and pages.
     *
     * @param more asked in this order, before those that every server has, unless they are {@linkplain
     *     Routes#isFallback a fallback}
     */
    public HttpEdge(
            HttpOptions options,
            WhepService whep,
            Supplier<Readiness> readiness,
            WhepExchangeListener listener,
            List<Routes> more) {
        this.options = options;
        // As many as there may be connections: a slow client holds its own thread and nobody else's.
        VirtualThreadPool threads = new VirtualThreadPool(options.maxConnections() + LIBRARY_THREADS);
        threads.setName("http");
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration(options)));
        connector.setHost(options.address().getHostString());
        connector.setPort(options.address().getPort());
        connector.setIdleTimeout(options.idleTimeout().toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(options.maxConnections(), server));

        Cors cors = new Cors(options.corsOrigins());
        Router router = router(options, whep, readiness, listener, cors, more);
        server.setHandler(new GracefulHandler(new EdgeHandler(router, options.idleTimeout())));
        server.setErrorHandler(new EdgeErrors(cors));
        server.setStopTimeout(options.stopTimeout().toMillis());
    }

    /**
     * Listens; returns when requests are answered.
     *
     * @throws IOException one line with the address, why not, and what to do
     */
    public void start() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IOException(
                    "cannot listen on " + text(options.address()) + ": " + rootMessage(e)
                            + "; stop what uses this address, or choose another with --http or CORE_ADDRESS",
                    e);
        }
    }

    /** Where it listens, once started, as people write an address. */
    public String listensOn() {
        return text(new InetSocketAddress(options.address().getHostString(), port()));
    }

    /** The port it listens on, once started. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Stops taking requests, waits a bounded time for those that run, and ends all threads. Asking again is no error. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("HTTP did not stop cleanly; open requests were cut off", e);
        }
    }

    private static HttpConfiguration configuration(HttpOptions options) {
        HttpConfiguration http = new HttpConfiguration();
        http.setHttpCompliance(HttpCompliance.STRICT);
        // The router decodes the raw path itself, once, and matches whole segments; ids may hold any escape.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(REQUEST_HEADER_BYTES);
        http.setIdleTimeout(options.idleTimeout().toMillis());
        return http;
    }

    private static Router router(
            HttpOptions options,
            WhepService whep,
            Supplier<Readiness> readiness,
            WhepExchangeListener listener,
            Cors cors,
            List<Routes> more) {
        WhepExchanges exchanges = new WhepExchanges(whep, listener, System::nanoTime);
        ClientBuckets buckets = new ClientBuckets(options.rateLimit(), System::nanoTime);
        List<Routes> routes = new ArrayList<>();
        more.stream().filter(some -> !some.isFallback()).forEach(routes::add);
        StreamRoutes streams = new StreamRoutes(new WhepResources(whep, exchanges, buckets, options.iceServerLinks()));
        if (options.whep()) {
            routes.add(streams);
        }
        routes.add(new RootRoutes(new Probes(readiness), new Pages()));
        more.stream().filter(Routes::isFallback).forEach(routes::add);
        return new Router(routes, new AccessGate(options.access()), options.whep() ? streams : GateWatch.NONE, cors);
    }

    private static String text(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
