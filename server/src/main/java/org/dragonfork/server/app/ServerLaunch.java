package org.dragonfork.server.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.server.config.ConfigReading;
import org.dragonfork.server.config.ServerConfig;
import org.dragonfork.server.ffmpeg.DemoStream;
import org.dragonfork.server.ffmpeg.FfmpegBinary;
import org.dragonfork.server.ffmpeg.FfmpegNotFoundException;
import org.dragonfork.server.ffmpeg.MediaSource;
import org.dragonfork.server.ffmpeg.ProcessStatus;
import org.dragonfork.server.log.LoggingObserver;

/** Runs the server in the foreground: starts it, says where to watch, and stops it when the program is told to end. */
final class ServerLaunch implements Launch {
    /** Long enough for a camera that takes its time; the server keeps running after it. */
    private static final Duration LIVE_PATIENCE = Duration.ofSeconds(20);

    private static final int FAILED = 1;

    private final PrintWriter out;
    private final PrintWriter err;
    private final CountDownLatch ended = new CountDownLatch(1);

    ServerLaunch(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public int run(ConfigReading.Valid configuration, LaunchRequest request) {
        ServerConfig config = configuration.config();
        try {
            FfmpegBinary ffmpeg = FfmpegBinary.find(
                    FfmpegBinary.Places.ofEnvironment(config.ffmpeg().binary()));
            var log = new LoggingObserver(System::nanoTime);
            try (Application application = Application.start(configuration, ffmpeg, log, keeping(request))) {
                Thread hook = stopOnSignal(application);
                List<ProcessSpec> specs = specs(request, ffmpeg);
                for (ProcessSpec spec : specs) {
                    application.startProcess(spec, onDemand(request));
                }
                announce(application, config, specs, onDemand(request));
                while (!ended.await(1, TimeUnit.SECONDS)) {
                    log.flush();
                    application.flushLog();
                }
                hook.join();
            }
            return 0;
        } catch (FfmpegNotFoundException e) {
            err.println("dragonfork: " + e.getMessage());
        } catch (StartFailure e) {
            err.println("dragonfork: " + e.line());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        err.flush();
        return FAILED;
    }

    /** Ctrl-C and SIGTERM: the JVM waits for the hook, and the hook for everything to be gone. */
    private Thread stopOnSignal(Application application) {
        Thread hook = Thread.ofPlatform().name("stop").unstarted(() -> {
            application.close();
            ended.countDown();
        });
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    /** Somebody who tries the demonstration shall find no folder afterwards. */
    private static Keeping keeping(LaunchRequest request) {
        return switch (request) {
            case LaunchRequest.Demo() -> Keeping.NOTHING;
            case LaunchRequest.Serve _ -> Keeping.PROCESSES;
        };
    }

    private static List<ProcessSpec> specs(LaunchRequest request, FfmpegBinary ffmpeg) {
        return switch (request) {
            case LaunchRequest.Demo() -> List.of(DemoStream.spec(ffmpeg));
            case LaunchRequest.Serve(List<StreamArgument> streams, boolean _) ->
                streams.stream()
                        .map(stream -> MediaSource.of(stream.id(), stream.address(), mode(stream.mode())))
                        .toList();
        };
    }

    private static boolean onDemand(LaunchRequest request) {
        return switch (request) {
            case LaunchRequest.Demo() -> false;
            case LaunchRequest.Serve serve -> serve.onDemand();
        };
    }

    private static LegMode mode(StreamMode mode) {
        return switch (mode) {
            case AUTO -> LegMode.AUTO;
            case COPY -> LegMode.COPY;
            case TRANSCODE -> LegMode.TRANSCODE;
        };
    }

    private void announce(Application application, ServerConfig config, List<ProcessSpec> specs, boolean onDemand)
            throws InterruptedException {
        String base = "http://" + host(config) + ":" + application.httpPort();
        out.println();
        // One time for all: a camera that is away does not keep back what the others are.
        long deadline = System.nanoTime() + LIVE_PATIENCE.toNanos();
        awaitReady(application, deadline);
        for (ProcessSpec spec : specs) {
            boolean live = !onDemand && awaitLive(application, spec.id(), deadline);
            out.println(
                    live || onDemand
                            ? "  " + spec.id() + (live ? " is live. Watch it:  " : " starts for whoever watches:  ")
                                    + base + "/whep-player.html?stream="
                                    + Urls.encode(spec.id().value())
                            : "  " + spec.id() + " is not live yet: " + whyNot(application, spec.id()));
            out.println("    WHEP endpoint:  " + base + "/api/v3/whep/"
                    + Urls.encode(spec.id().value()));
        }
        out.println("  What runs here:   " + base + "/");
        if (config.metrics().enabled()) {
            out.println("  Numbers:          " + base + "/metrics");
        }
        out.println("  Ready for load:   " + base + "/readyz");
        application
                .udpPort()
                .ifPresentOrElse(
                        port -> out.println("  Media goes over UDP port " + port + ". Ctrl-C ends everything."),
                        () -> out.println(
                                "  WebRTC is off (webrtc.enable): nobody can watch. Ctrl-C ends everything."));
        out.println();
        out.flush();
    }

    /** Whoever reads that a stream is live may ask whether the server is ready: both are said at once. */
    private void awaitReady(Application application, long deadline) throws InterruptedException {
        while (!application.isReady() && System.nanoTime() - deadline < 0) {
            if (ended.await(10, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private boolean awaitLive(Application application, StreamId id, long deadline) throws InterruptedException {
        while (!isLive(application, id)) {
            // It may be long until an encoder comes.
            if (whyNot(application, id).startsWith(StreamService.WAITS)
                    || System.nanoTime() - deadline >= 0
                    || ended.await(50, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLive(Application application, StreamId id) {
        return application.snapshot().stream(id).map(stream -> stream.live()).orElse(false);
    }

    private static String whyNot(Application application, StreamId id) {
        String said = application.processes().stream()
                .filter(process -> process.id().equals(id))
                .map(ProcessStatus::lastLogLine)
                .findFirst()
                .orElse("");
        String why = application.snapshot().stream(id)
                .map(stream -> stream.notLiveReason())
                .orElse("it was stopped");
        return said.isEmpty() || why.contains(said) || why.startsWith(StreamService.WAITS)
                ? why
                : why + "; FFmpeg says: " + said;
    }

    private static String host(ServerConfig config) {
        String host = config.address().host();
        if (host.isEmpty() || host.equals("0.0.0.0") || host.equals("::")) {
            return "localhost";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
