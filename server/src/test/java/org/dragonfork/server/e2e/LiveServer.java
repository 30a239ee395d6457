package org.dragonfork.server.e2e;

import java.net.DatagramSocket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.WhepRoute;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.server.app.Application;
import org.dragonfork.server.app.OpenedApplication;
import org.dragonfork.server.app.StartFailure;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.config.ConfigReader;
import org.dragonfork.server.config.ConfigReading;
import org.dragonfork.server.config.ServerConfig;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.ffmpeg.ProcessStatus;
import org.dragonfork.server.ffmpeg.RealFfmpeg;
import org.dragonfork.server.http.ApiContract;
import org.dragonfork.server.http.Ask;
import org.dragonfork.server.http.RawHttp;
import org.dragonfork.server.http.Seen;
import org.dragonfork.server.metrics.Scrape;
import org.dragonfork.testkit.RecordingObserver;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/**
 * A whole server as people run it, with real FFmpegs, on free ports of this machine; every answer is held against the
 * document.
 */
final class LiveServer implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final ApiContract CONTRACT = new ApiContract();

    private static final int FIRST_LEG_PORT = Integer.parseInt(ConfigKey.WEBRTC_UDP_PORT_MIN.defaultText());
    private static final int LAST_LEG_PORT = Integer.parseInt(ConfigKey.WEBRTC_UDP_PORT_MAX.defaultText());

    final Application application;
    final RecordingObserver events;

    private LiveServer(Application application, RecordingObserver events) {
        this.application = application;
        this.events = events;
    }

    /** Started, and these streams live. */
    static LiveServer start(Map<ConfigKey, String> settings, ProcessSpec... streams) {
        return start(settings, BcDtlsEndpointFactory.DEFAULT_PREFERENCE, streams);
    }

    static LiveServer start(Map<ConfigKey, String> settings, List<SrtpProfile> profiles, ProcessSpec... streams) {
        var events = new RecordingObserver();
        try {
            Application application = OpenedApplication.start(config(settings), RealFfmpeg.find(), events, profiles);
            var server = new LiveServer(application, events);
            for (ProcessSpec stream : streams) {
                server.add(stream);
            }
            for (ProcessSpec stream : streams) {
                server.awaitLive(stream.id().value());
            }
            return server;
        } catch (StartFailure e) {
            throw new AssertionError(e.line(), e);
        }
    }

    /** Some UDP port, taken; none of those that are for legs. */
    static DatagramSocket takenUdpPort() throws SocketException {
        while (true) {
            var socket = new DatagramSocket(0);
            if (socket.getLocalPort() < FIRST_LEG_PORT || socket.getLocalPort() > LAST_LEG_PORT) {
                return socket;
            }
            socket.close();
        }
    }

    /** These settings and free ports, everything else as when nothing is configured. */
    static ServerConfig config(Map<ConfigKey, String> settings) {
        var overrides = new HashMap<String, String>(
                Map.of(ConfigKey.ADDRESS.key(), "127.0.0.1:0", ConfigKey.WEBRTC_UDP_MUX_PORT.key(), "0"));
        settings.forEach((key, value) -> overrides.put(key.key(), value));
        return switch (ConfigReader.read(Map.of(), overrides)) {
            case ConfigReading.Valid valid -> valid.config();
            case ConfigReading.Invalid invalid -> throw new AssertionError(invalid.mistakes());
        };
    }

    void add(ProcessSpec stream) throws StartFailure {
        application.startProcess(stream);
    }

    void awaitLive(String id) {
        Await.until(
                id + " is live: " + process(id).lastLogLine(),
                PATIENCE,
                () -> stream(id).live());
    }

    StreamSnapshot stream(String id) {
        return application.snapshot().stream(new StreamId(id)).orElseThrow();
    }

    ProcessStatus process(String id) {
        return application.processes().stream()
                .filter(process -> process.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + application.httpPort() + path);
    }

    Seen send(Ask ask) {
        return CONTRACT.check(ask.method(), ask.path(), new RawHttp(application.httpPort()).send(ask));
    }

    /** The numbers that it gives away now. */
    Scrape scrape() {
        return Scrape.read(send(Ask.of("GET", "/metrics")).body());
    }

    /** The path of the only session of a stream. */
    String onlySession(String id) {
        List<SessionId> sessions = new ArrayList<>();
        stream(id).peers().forEach(peer -> sessions.add(peer.id()));
        if (sessions.size() != 1) {
            throw new AssertionError(id + " has sessions " + sessions);
        }
        return "/api/v3/whep/" + id + "/" + sessions.getFirst().value();
    }

    /** How many offers for a stream were answered so. */
    long offersAnswered(String id, int status) {
        return events.of(EgressEvent.WhepExchanged.class).stream()
                .filter(exchange -> exchange.route() == WhepRoute.SUBSCRIBE && exchange.status() == status)
                .filter(exchange -> exchange.stream().equals(java.util.Optional.of(new StreamId(id))))
                .count();
    }

    @Override
    public void close() {
        application.close();
    }
}
