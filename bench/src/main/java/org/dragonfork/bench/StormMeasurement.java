package org.dragonfork.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.SelfSignedCertificate;

/** Many join at once while others watch: what do those who join wait, and does anybody who watches lose a packet? */
final class StormMeasurement implements Measurement {
    private static final long STORM_NANOS = 2_000_000_000L;

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException, InterruptedException {
        var rows = new ArrayList<Row>();
        for (int threads : List.of(1, 2)) {
            rows.add(storm(threads, effort.stormWatchers(), progress));
        }
        int watchers = effort.stormWatchers();
        return new Table(
                name(),
                "Storm: many join within 2 s while others watch",
                List.of(watchers + " viewers watch at 330 packets/s, " + 2 * watchers
                        + " more join, each with a real socket, ICE and DTLS, all in the server's process. Packets lost by"
                        + " those who watch, by sequence number; the goal is 0. With two media threads both serve the"
                        + " stream from its 51st viewer on."),
                List.of(
                        new Column("p50Millis", "join p50 ms", 1),
                        new Column("p95Millis", "join p95 ms", 1),
                        new Column("lostPackets", "lost by watchers", 0)),
                rows);
    }

    private static Row storm(int threads, int watchers, Progress progress) throws IOException, InterruptedException {
        var random = new SecureRandom();
        var dtls = new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random);
        int joiners = 2 * watchers;
        var watching = new ArrayList<SocketViewer>();
        var newest = new AtomicLongArray(watchers);
        var joined = new ArrayList<SocketViewer>();
        var times = new Distribution();
        long lost;
        try (var server = new LiveServer(watchers + joiners, threads);
                var whep = new WhepClient()) {
            progress.step(watchers + " viewers join, media threads: " + threads);
            for (int i = 0; i < watchers; i++) {
                int index = i;
                SocketViewer viewer = SocketViewer.join(
                        whep,
                        server.endpoint(),
                        dtls,
                        (packet, length) -> newest.set(index, LegSource.sentNanos(packet, length)),
                        random);
                watching.add(viewer);
                viewer.awaitMedia();
            }
            progress.step(joiners + " more join within 2 s");
            var began = new ArrayList<Long>();
            long start = System.nanoTime();
            for (int i = 0; i < joiners; i++) {
                LegSource.sleepUntil(start + i * STORM_NANOS / joiners);
                began.add(System.nanoTime());
                joined.add(SocketViewer.join(whep, server.endpoint(), dtls, (_, _) -> {}, random));
            }
            for (int i = 0; i < joiners; i++) {
                times.add(joined.get(i).awaitMedia() - began.get(i));
            }
            server.source().stop();
            awaitWhatIsUnderWay(server, newest);
            watching.forEach(SocketViewer::close);
            joined.forEach(SocketViewer::close);
            lost = watching.stream().mapToLong(SocketViewer::lost).sum();
        } finally {
            watching.forEach(SocketViewer::close);
            joined.forEach(SocketViewer::close);
        }
        return Row.of(
                joiners + " viewers, " + threads + (threads == 1 ? " media thread" : " media threads"),
                times.millis(0.5),
                times.millis(0.95),
                (double) lost);
    }

    /**
     * Waits until each watcher has got a packet that is newer than all of the storm: then everything before it has come, or
     * is known as lost. Some are sent, as each of them may get lost, too.
     */
    private static void awaitWhatIsUnderWay(LiveServer server, AtomicLongArray newest) throws InterruptedException {
        long end = System.nanoTime();
        LiveServer.await("the last packets came to all who watch", () -> {
            server.source().send();
            for (int i = 0; i < newest.length(); i++) {
                if (newest.get(i) - end < 0) {
                    return false;
                }
            }
            return true;
        });
    }
}
