package org.dragonfork.load;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.HandshakeLimits;
import org.dragonfork.dtls.bc.SelfSignedCertificate;
import org.jspecify.annotations.Nullable;

/**
 * One run: all join, all watch, all leave. It ends by itself: every wait has a limit. One thread runs it, any may stop it.
 */
final class LoadRun {
    /** So many viewers of a video keep a thread well below one processor. */
    private static final int VIEWERS_OF_A_THREAD = 100;

    /** A few viewers are there to see whether it works, not how fast. */
    private static final int LEAST_TO_WARM = 10;

    private static final Duration MOST_WARMING = Duration.ofSeconds(5);

    private static final long LOOK_NANOS = 50_000_000;

    /** A loop that does not answer for so long is broken. */
    private static final long LOOP_SECONDS = 30;

    private final LoadPlan plan;
    private final Progress progress;
    private final @Nullable ServerProcess server;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<ViewerLoop> loops = new ArrayList<>();
    private final List<CompletableFuture<Void>> posts = new ArrayList<>();
    private final Totals unopened = new Totals();

    LoadRun(LoadPlan plan, Progress progress, @Nullable ServerProcess server) {
        this.plan = plan;
        this.progress = progress;
        this.server = server;
    }

    /** Lets all leave now; the run still reports. */
    void stop() {
        stop.countDown();
    }

    LoadReport run() throws IOException, InterruptedException {
        var random = new SecureRandom();
        HandshakeLimits limits = HandshakeLimits.defaults().withHandshakeTime(plan.patience());
        var parts = new ViewerParts(
                new BcDtlsEndpointFactory(
                        SelfSignedCertificate.generate(Instant.now(), random),
                        random,
                        BcDtlsEndpointFactory.DEFAULT_PREFERENCE,
                        limits),
                random);
        if (plan.viewers() >= LEAST_TO_WARM) {
            new WarmUp(parts.dtls()).run(MOST_WARMING);
        }
        int threads = Math.clamp(
                plan.viewers() / VIEWERS_OF_A_THREAD + 1L,
                1,
                Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < threads; i++) {
            loops.add(new ViewerLoop(i));
        }
        loops.forEach(ViewerLoop::start);
        try (var whep = new WhepClient(plan)) {
            join(whep, parts);
            awaitJoined();
            Steady steady = watch();
            Totals totals = leave();
            long undeleted = delete(whep);
            return new LoadReport(plan, totals, steady, undeleted, stop.getCount() == 0);
        } finally {
            loops.forEach(ViewerLoop::close);
        }
    }

    private void join(WhepClient whep, ViewerParts parts) throws IOException, InterruptedException {
        InetAddress local = localAddress(plan.url());
        long start = System.nanoTime();
        for (int i = 0; i < plan.viewers() && stop.getCount() > 0; i++) {
            long due = start + plan.ramp().toNanos() * i / plan.viewers();
            waitUntil(due);
            try {
                var viewer = new Viewer(i, plan, parts, System.nanoTime());
                ViewerLoop loop = loops.get(i % loops.size());
                loop.add(viewer);
                posts.add(whep.post(viewer.offer(local)).thenAccept(reply -> loop.answered(viewer, reply)));
            } catch (IOException e) {
                unopened.failed(new Failure(
                        Failure.Stage.SOCKET, "socket_error", e + "; is the limit of open files (ulimit -n) too low?"));
            }
        }
    }

    /** Each step of a viewer has its own limit, so this ends; the sum of them is there in case it does not. */
    private void awaitJoined() throws InterruptedException {
        long end = System.nanoTime() + 6 * plan.patience().toNanos();
        while (look().unsettled() > 0 && System.nanoTime() - end < 0 && stop.getCount() > 0) {
            waitUntil(System.nanoTime() + LOOK_NANOS);
        }
    }

    private Steady watch() throws InterruptedException {
        if (look().watching > 0) {
            waitUntil(System.nanoTime() + plan.settle().toNanos());
        }
        Steady.Mark start = mark();
        if (look().watching > 0) {
            waitUntil(start.nanos() + plan.duration().toNanos());
        }
        return Steady.between(start, mark());
    }

    private Steady.Mark mark() throws InterruptedException {
        MediaCounts media = look().media;
        return new Steady.Mark(
                System.nanoTime(),
                media.expected,
                media.arrived,
                media.bytes,
                server == null ? null : server.cpu().orElse(null));
    }

    private Totals leave() throws InterruptedException {
        try {
            // Only a run that was stopped still waits for answers; what they made is to be deleted.
            CompletableFuture.allOf(posts.toArray(CompletableFuture[]::new)).get(3, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            // The server forgets those viewers by itself: they never send a check.
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer could not be handed on", e);
        }
        return each(viewer -> viewer.end(System.nanoTime()), true);
    }

    private long delete(WhepClient whep) throws InterruptedException {
        List<URI> sessions = new ArrayList<>();
        each(viewer -> viewer.session().ifPresent(sessions::add), false);
        long missing = look().watched - sessions.size();
        return Math.max(missing, 0) + new Deletion(whep, plan.patience()).run(sessions);
    }

    private Totals look() throws InterruptedException {
        return each(_ -> {}, false);
    }

    /** One loop after the other, so what is done may touch something of this thread. */
    private Totals each(Consumer<Viewer> what, boolean withTimes) throws InterruptedException {
        var totals = new Totals();
        totals.merge(unopened);
        for (ViewerLoop loop : loops) {
            try {
                totals.merge(loop.each(what, withTimes).get(LOOP_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("a thread of viewers does not go on", e);
            }
        }
        return totals;
    }

    /** Waits, says how things go, and returns early when stopped. */
    private void waitUntil(long nanos) throws InterruptedException {
        while (true) {
            long now = System.nanoTime();
            if (progress.isDue(now)) {
                progress.line(look(), now);
            }
            long left = nanos - now;
            if (left <= 0 || stop.await(Math.min(left, Progress.PERIOD_NANOS / 10), TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }

    /** Which of this machine's addresses the server sees; nothing is sent to find out. */
    private static InetAddress localAddress(URI url) throws IOException {
        try (var probe = new DatagramSocket()) {
            probe.connect(new InetSocketAddress(InetAddress.getByName(Target.host(url)), 9));
            return probe.getLocalAddress();
        }
    }
}
