package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.WhepRoute;
import org.dragonfork.testkit.LargeSnapshot;
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
        for (int i = 0; i < STREAMS; i++) {
            var id = LargeSnapshot.id(i);
            world.happens(new EgressEvent.StreamRegistered(id, Set.of(MediaKind.VIDEO, MediaKind.AUDIO)));
            world.happens(
                    new EgressEvent.WhepExchanged(WhepRoute.SUBSCRIBE, 201, Optional.of(id), Duration.ofMillis(3)));
        }
        world.is(LargeSnapshot.of(STREAMS, VIEWERS));
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
}
