package org.dragonfork.server.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.egress.Egress;
import org.dragonfork.egress.EgressClock;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessOutcome;
import org.dragonfork.egress.process.ProcessStore;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.server.config.ConfigDocument;
import org.dragonfork.server.config.ConfigReading;
import org.dragonfork.server.config.FfmpegConfig;
import org.dragonfork.server.config.MetricsConfig;
import org.dragonfork.server.config.ServerConfig;
import org.dragonfork.server.config.WebRtcConfig;
import org.dragonfork.server.ffmpeg.FfmpegBinary;
import org.dragonfork.server.ffmpeg.FfmpegSupervisor;
import org.dragonfork.server.ffmpeg.ProcessStatus;
import org.dragonfork.server.ffmpeg.ReportLimits;
import org.dragonfork.server.ffmpeg.Skills;
import org.dragonfork.server.ffmpeg.SupervisorSettings;
import org.dragonfork.server.http.About;
import org.dragonfork.server.http.AboutRoutes;
import org.dragonfork.server.http.AccessOptions;
import org.dragonfork.server.http.ApiDocument;
import org.dragonfork.server.http.ConfigRoutes;
import org.dragonfork.server.http.HttpEdge;
import org.dragonfork.server.http.LogRoutes;
import org.dragonfork.server.http.LoginRoutes;
import org.dragonfork.server.http.ProcessRoutes;
import org.dragonfork.server.http.Readiness;
import org.dragonfork.server.http.Routes;
import org.dragonfork.server.http.SkillRoutes;
import org.dragonfork.server.http.TokenRoutes;
import org.dragonfork.server.http.WebrtcRoutes;
import org.dragonfork.server.http.WhepExchangeListener;
import org.dragonfork.server.log.LoggingRuns;
import org.dragonfork.server.metrics.BuildLabels;
import org.dragonfork.server.metrics.MetricsRegistry;
import org.dragonfork.server.metrics.ServerMetrics;
import org.dragonfork.server.metrics.UpstreamFamilies;
import org.dragonfork.server.net.ForwardSampler;
import org.dragonfork.server.net.MediaSockets;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.server.process.OnDemandRunner;
import org.dragonfork.server.process.OnDemandSources;
import org.dragonfork.server.process.OnDemandWhep;
import org.dragonfork.server.process.SupervisedProcesses;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running server: made of all rooms here and nowhere else, started from the sockets outwards and stopped the other way
 * round. Several may live in one JVM.
 */
public final class Application implements AutoCloseable {
    private static SupervisorSettings settings(FfmpegConfig config) {
        return new SupervisorSettings(new ReportLimits(config.logLines(), config.logHistory()), config.maxProcesses());
    }

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    /** Time for the last datagrams, BYE and close_notify, to leave. */
    private static final Duration FAREWELL = Duration.ofMillis(500);

    private final Optional<MediaSide> media;
    private final Egress egress;
    private final FfmpegSupervisor supervisor;
    private final LoggingRuns runs;
    private final StreamService streams;
    private final HttpEdge http;
    private final ServerMetrics metrics;
    private final LogMemory logMemory;
    private final ProcessStore store;
    private final SupervisedProcesses processes;
    private final OnDemandSources onDemand;
    private volatile Readiness readiness = Readiness.no("the server is starting");
    private volatile boolean closed;

    private Application(
            ConfigReading.Valid configuration,
            FfmpegBinary ffmpeg,
            EgressObserver listener,
            List<SrtpProfile> profiles,
            Optional<MediaSockets> socket,
            SrtpCiphers ciphers,
            LogMemory logMemory,
            ProcessStore store)
            throws IOException {
        ServerConfig config = configuration.config();
        WebRtcConfig webrtc = config.webrtc();
        EgressClock clock = new SystemClock();
        var registry = new MetricsRegistry(config.id());
        BuildInfo build = BuildInfo.read(System.getenv());
        var labels = new BuildLabels(
                build.version(), build.commit(), Runtime.version().toString());
        this.metrics = config.metrics().packetForward()
                ? ServerMetrics.withPacketForward(registry, clock::nanos, labels)
                : new ServerMetrics(registry, clock::nanos, labels);
        this.onDemand = new OnDemandSources(
                webrtc.onDemand().startTimeout(), webrtc.onDemand().stopDelay(), clock::nanos, InstantSource.system());
        EgressObserver observer = new EgressObservers(metrics.observer(), listener, onDemand);
        this.logMemory = logMemory;
        this.store = store;
        if (socket.isPresent()) {
            var side = new MediaSide(
                    config, socket.get(), ciphers, profiles, observer, clock, () -> sampler(config.metrics()));
            this.media = Optional.of(side);
            this.egress = side.egress();
            metrics.sender(side::sending);
        } else {
            this.media = Optional.empty();
            this.egress = MediaSide.nobody(webrtc, observer, clock);
            LOG.info("WebRTC is off (webrtc.enable is false): nobody can watch, no UDP port is open, and no process has"
                    + " legs");
        }
        metrics.source(egress::snapshot);
        this.runs = new LoggingRuns(clock::nanos);
        this.streams = new StreamService(egress, runs, onDemand::over);
        this.supervisor = new FfmpegSupervisor(
                ffmpeg, settings(config.ffmpeg()), streams, egress::received, clock::nanos, InstantSource.system());
        this.processes = ProcessParts.service(
                config, store, new OnDemandRunner(new FfmpegRunner(streams, supervisor), onDemand), supervisor);
        var whep = new OnDemandWhep(
                egress,
                onDemand,
                id -> supervisor.status(id).map(ProcessStatus::lastLogLine).orElse(""));
        UpstreamFamilies.register(
                registry,
                config.id(),
                FfmpegReadings.of(supervisor),
                Path.of(""),
                clock::nanos,
                InstantSource.system(),
                config.metrics().jvm());
        WhepExchangeListener exchanges = exchange -> observer.on(new EgressEvent.WhepExchanged(
                exchange.route(), exchange.status(), exchange.stream(), exchange.duration()));
        List<Routes> routes = new ArrayList<>();
        if (config.metrics().enabled()) {
            routes.add(HttpParts.metrics(config.metrics(), metrics));
        }
        var skills = new Skills(ffmpeg);
        routes.add(new SkillRoutes(skills::current, skills::reload));
        AccessOptions access = HttpParts.access(config.api(), this::isPublic, InstantSource.system());
        access.authority().ifPresent(authority -> routes.add(new LoginRoutes(authority)));
        if (webrtc.enabled()) {
            routes.add(new TokenRoutes(access.authority(), whep, InstantSource.system()));
            routes.add(new WebrtcRoutes(whep, streams.plans()::shown, InstantSource.system()));
        }
        routes.add(new AboutRoutes(
                HttpParts.about(config, build, InstantSource.system()), access, InstantSource.system()));
        String shown = ConfigDocument.json(configuration, Instant.now());
        routes.add(new ConfigRoutes(() -> shown));
        routes.add(new ProcessRoutes(processes));
        routes.add(new ApiDocument());
        routes.add(new LogRoutes(logMemory::lines));
        routes.addAll(ServerRoutes.of(egress, registry, config.storage().diskDir(), InstantSource.system()));
        this.http = new HttpEdge(HttpParts.options(config, access), whep, () -> readiness, exchanges, routes);
        media.ifPresent(MediaSide::start);
        // Beside the start of HTTP, which takes about as long.
        Thread.ofVirtual().name("warm-up").start(this::warmUp);
        try {
            http.start();
        } catch (IOException e) {
            close();
            throw e;
        }
        LOG.info("HTTP listens on {}", http.listensOn());
        processes.startOrdered();
    }

    private boolean isPublic(StreamId id) {
        return processes.config(id).map(config -> config.webrtc().open()).orElse(false);
    }

    /**
     * Starts everything, and the processes that were ordered to run when the last server ended.
     *
     * @param observer hears what happens
     * @throws StartFailure with one line for a person, for instance when a port is in use; nothing is left running
     */
    public static Application start(ConfigReading.Valid configuration, FfmpegBinary ffmpeg, EgressObserver observer)
            throws StartFailure {
        return start(configuration, ffmpeg, observer, Keeping.PROCESSES);
    }

    /** The same, with or without what is to survive its end. */
    static Application start(
            ConfigReading.Valid configuration, FfmpegBinary ffmpeg, EgressObserver observer, Keeping keeping)
            throws StartFailure {
        return start(configuration, ffmpeg, observer, BcDtlsEndpointFactory.DEFAULT_PREFERENCE, keeping);
    }

    /** The same with a configuration of which nothing more is known; nothing survives its end. */
    public static Application start(ServerConfig config, FfmpegBinary ffmpeg, EgressObserver observer)
            throws StartFailure {
        return start(ConfigReading.Valid.of(config), ffmpeg, observer, Keeping.NOTHING);
    }

    /** The same with another choice of SRTP profiles, best first. */
    static Application start(
            ConfigReading.Valid configuration,
            FfmpegBinary ffmpeg,
            EgressObserver observer,
            List<SrtpProfile> profiles,
            Keeping keeping)
            throws StartFailure {
        ServerConfig config = configuration.config();
        ProcessStore store = ProcessParts.store(config, keeping);
        LogMemory logMemory = LogMemory.start(config.log().maxLines());
        LOG.info(
                "Dragonfork starts: application={} version={} variant={} fork=\"{}\" id={} name={} login={}",
                About.APP,
                About.API_VERSION,
                About.VARIANT,
                About.FORK,
                config.id(),
                config.name(),
                config.api().auth().enabled() ? "on" : "off");
        LOG.info("FFmpeg is {}", ffmpeg.describe());
        SrtpCiphers ciphers = SrtpCiphers.choose(config.webrtc().sending().srtp());
        Optional<MediaSockets> socket;
        try {
            socket = config.webrtc().enabled() ? Optional.of(bind(config.webrtc())) : Optional.empty();
        } catch (IOException e) {
            logMemory.close();
            store.close();
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
        try {
            return new Application(configuration, ffmpeg, observer, profiles, socket, ciphers, logMemory, store);
        } catch (IOException e) {
            socket.ifPresent(MediaSockets::close);
            logMemory.close();
            store.close();
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static MediaSockets bind(WebRtcConfig webrtc) throws IOException {
        return MediaSockets.bind(
                new InetSocketAddress(webrtc.bindAddress(), webrtc.udpPort()),
                SinkChoice.valueOf(webrtc.sending().sink().name()));
    }

    /** Registers the stream of a process and lets FFmpeg run; it is not kept. */
    public void startProcess(ProcessSpec spec) throws StartFailure {
        startProcess(spec, false);
    }

    /** The same; on demand FFmpeg runs only while somebody watches. */
    public void startProcess(ProcessSpec spec, boolean onDemandOnly) throws StartFailure {
        if (media.isEmpty() && spec.legs().isPresent()) {
            throw new StartFailure("process " + spec.id()
                    + " does not start: it is there to be watched, and webrtc.enable is false; set it to true");
        }
        switch (processes.addUnkept(CommandLineProcess.config(spec, onDemandOnly), spec)) {
            case ProcessOutcome.Done _ -> {}
            case ProcessOutcome.IdTaken(StreamId id) ->
                throw new StartFailure("there is a process " + id + " already; choose another id");
            case ProcessOutcome.Refused(String why) ->
                throw new StartFailure("process " + spec.id() + " does not start: " + why);
            case ProcessOutcome.UnknownProcess _, ProcessOutcome.Invalid _, ProcessOutcome.NotKept _ ->
                throw new StartFailure("process " + spec.id() + " does not start");
        }
    }

    /** Ends a process and its viewers and forgets it; completes when FFmpeg is gone. */
    public CompletableFuture<Void> stopProcess(StreamId id) {
        return CompletableFuture.runAsync(() -> processes.delete(id), Thread::startVirtualThread);
    }

    /** What the legs of a process carry and why; empty without legs, and before it was found out. */
    public Optional<LegPlan> plan(StreamId id) {
        return supervisor.plan(id);
    }

    /** What is there now. */
    public EgressSnapshot snapshot() {
        return egress.snapshot();
    }

    /** State of every process. */
    public List<ProcessStatus> processes() {
        return supervisor.all();
    }

    /** Says in the log what it held back; to be called once a second. */
    void flushLog() {
        runs.flush();
    }

    /** Whether {@code /readyz} says yes. */
    public boolean isReady() {
        return readiness.ready();
    }

    /** TCP port of HTTP. */
    public int httpPort() {
        return http.port();
    }

    /** UDP port of all viewers; empty when WebRTC is off. */
    public OptionalInt udpPort() {
        return media.map(side -> OptionalInt.of(side.port())).orElseGet(OptionalInt::empty);
    }

    /** The service under it; for tests that look at what stays behind. */
    Egress egress() {
        return egress;
    }

    /** Viewers first, so that they are told; then HTTP, FFmpeg, sockets. Nothing is left behind. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        readiness = Readiness.no("the server is stopping");
        onDemand.close();
        streams.expectEnds();
        egress.drain();
        awaitFarewell();
        http.close();
        store.close();
        supervisor.close();
        media.ifPresent(MediaSide::close);
        logMemory.close();
    }

    private void warmUp() {
        Runnable ready = () -> {
            if (!closed) {
                readiness = Readiness.yes();
            }
        };
        try {
            media.ifPresentOrElse(side -> side.warmUp(ready), ready);
        } catch (RuntimeException e) {
            LOG.error("the warm-up failed; the first viewers may wait longer", e);
        }
    }

    private void awaitFarewell() {
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        while (egress.snapshot().peers() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(2_000_000);
        }
    }

    private ForwardSampler sampler(MetricsConfig config) {
        return config.packetForward() ? ForwardSampler.to(metrics.forward()) : ForwardSampler.off();
    }
}
