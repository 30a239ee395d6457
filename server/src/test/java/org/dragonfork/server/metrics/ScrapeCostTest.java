package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.StreamTraffic;
import org.dragonfork.egress.event.WhepRoute;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A hundred streams with ten viewers each are scraped in a blink. */
class ScrapeCostTest {
    private static final int STREAMS = 100;

    private static final int VIEWERS = 10;

    /** The best of several, as other work on the machine only ever adds. */
    private static final int ROUNDS = 60;

    @Test
    void scrapesAHundredStreamsWithinFiftyMilliseconds(TestReporter reporter) {
        var world = new MetricsWorld();
        var streams = new ArrayList<StreamSnapshot>();
        for (int i = 0; i < STREAMS; i++) {
            var id = new StreamId("restreamer-ui:ingest:" + i);
            world.happens(new EgressEvent.StreamRegistered(id, Set.of(MediaKind.VIDEO, MediaKind.AUDIO)));
            world.happens(
                    new EgressEvent.WhepExchanged(WhepRoute.SUBSCRIBE, 201, Optional.of(id), Duration.ofMillis(3)));
            streams.add(stream(id, i));
        }
        world.is(new EgressSnapshot(streams, STREAMS * VIEWERS, 2000, VIEWERS, 2 * STREAMS, 0, false));
        long best = Long.MAX_VALUE;
        int size = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            size = world.metrics.text().length();
            best = Math.min(best, System.nanoTime() - start);
        }
        reporter.publishEntry("scrape of 100 streams", size + " bytes in " + best / 1_000_000.0 + " ms");

        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(50));
        assertThat(world.scrape().samples()).hasSizeBetween(100 * STREAMS, 150 * STREAMS);
    }

    private static StreamSnapshot stream(StreamId id, int number) {
        var peers = new ArrayList<PeerSnapshot>();
        for (int i = 0; i < VIEWERS; i++) {
            var session = new SessionId("%032x".formatted(number * VIEWERS + i));
            peers.add(new PeerSnapshot(
                    session,
                    "connected",
                    1,
                    "ipv4",
                    "AEAD_AES_128_GCM",
                    1000,
                    1_000_000,
                    0,
                    0,
                    0.02,
                    false,
                    Set.of(MediaKind.VIDEO, MediaKind.AUDIO)));
        }
        var legs = List.of(leg(MediaKind.VIDEO), leg(MediaKind.AUDIO));
        return new StreamSnapshot(id, true, "", 1_777_777_777L, legs, VIEWERS, VIEWERS, peers, StreamTraffic.NONE);
    }

    private static LegSnapshot leg(MediaKind kind) {
        return new LegSnapshot(
                kind,
                40_000,
                "H264",
                "",
                1000,
                1_000_000,
                800,
                0.1,
                3,
                OptionalDouble.of(1.7e9),
                OptionalDouble.of(1.7e9),
                50,
                2e6);
    }
}
