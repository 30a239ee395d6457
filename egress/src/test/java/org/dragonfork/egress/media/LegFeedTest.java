package org.dragonfork.egress.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.stream.LiveStream;
import org.dragonfork.egress.stream.RtpLeg;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.Test;

class LegFeedTest {
    private final RtpLeg leg = new LiveStream(
                    new StreamId("cam"),
                    Map.of(MediaKind.VIDEO, 40_000),
                    Map.of(MediaKind.VIDEO, 1),
                    Map.of(MediaKind.VIDEO, 1),
                    1_000_000_000L,
                    0,
                    0)
            .legs()
            .getFirst();

    @Test
    void everythingLeavesAtOnceWithoutPacing() {
        var feed = new LegFeed(leg, false);
        put(200);
        assertThat(feed.limit(0)).isEqualTo(200);
        assertThat(feed.isHeld()).isFalse();
    }

    @Test
    void smallFramesAreNeverHeld() {
        var feed = new LegFeed(leg, true);
        put(LegFeed.LARGEST_AT_ONCE);
        assertThat(feed.limit(0)).isEqualTo(LegFeed.LARGEST_AT_ONCE);
        assertThat(feed.isHeld()).isFalse();
    }

    @Test
    void keyFrameLeavesInPartsAMillisecondApart() {
        var feed = new LegFeed(leg, true);
        put(200);
        assertThat(parts(feed, 0)).containsExactly(64L, 128L, 192L, 200L);
    }

    @Test
    void whatComesMeanwhileGoesWithTheRest() {
        var feed = new LegFeed(leg, true);
        put(100);
        long first = feed.limit(0);
        feed.sentTo(first);
        assertThat(first).isEqualTo(32);
        put(10);
        assertThat(feed.limit(LegFeed.STEP_NANOS / 2)).as("too early").isEqualTo(first);
        assertThat(parts(feed, LegFeed.STEP_NANOS)).containsExactly(64L, 96L, 110L);
        assertThat(feed.isHeld()).isFalse();
    }

    private static List<Long> parts(LegFeed feed, long startNanos) {
        var limits = new ArrayList<Long>();
        long nowNanos = startNanos;
        do {
            long limit = feed.limit(nowNanos);
            feed.sentTo(limit);
            limits.add(limit);
            nowNanos = feed.dueNanos();
        } while (feed.isHeld());
        return limits;
    }

    private void put(int packets) {
        for (int i = 0; i < packets; i++) {
            leg.ring().nextSlot();
            leg.ring().append(12, 1188, 0, 0, false, false);
        }
    }
}
