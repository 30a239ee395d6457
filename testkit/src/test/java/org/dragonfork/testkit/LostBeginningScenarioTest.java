package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.junit.jupiter.api.Test;

/** The first packets of a new viewer get lost: nothing tells it that they were there, so it can ask for a picture only. */
class LostBeginningScenarioTest {
    private static final StreamId CAM = new StreamId("cam");

    /** More than the parameter sets and the first part of the key frame. */
    private static final int LOST = 7;

    private final EgressWorld world = new EgressWorld(61);
    private final Set<Integer> lost = new HashSet<>();
    private int ssrc;

    @Test
    void newViewerThatAsksForAPictureGetsTheBeginningAgainAtOnce() {
        var joined = joinWithoutBeginning();
        world.run(Duration.ofMillis(200));
        assertThat(received(joined)).doesNotContainAnyElementsOf(lost);

        joined.viewer().pictureLost(ssrc);
        world.run(Duration.ofMillis(150));

        assertThat(received(joined)).containsAll(lost);
        assertThat(joined.viewer().track(ssrc).missing()).isEmpty();
        assertThat(resent()).isGreaterThanOrEqualTo(LOST);
    }

    @Test
    void whatComesLiveMeanwhileIsNotHeldBack() {
        var joined = joinWithoutBeginning();
        world.run(Duration.ofMillis(200));
        joined.viewer().pictureLost(ssrc);
        world.run(Duration.ofMillis(100));

        var ring = world.stream(CAM).leg(MediaKind.VIDEO).orElseThrow().ring();
        int newest = joined.viewer().track(ssrc).packets().stream()
                .mapToInt(packet -> (int) packet.timestamp())
                .reduce((one, other) -> one - other > 0 ? one : other)
                .orElseThrow();
        assertThat((ring.timestamp(ring.end() - 1) - newest) / 90)
                .as("ms behind")
                .isLessThan(100);
        world.run(Duration.ofSeconds(3));
        assertThat(joined.viewer().track(ssrc).missing()).isEmpty();
    }

    @Test
    void whoAsksAllTheTimeGetsABoundedAnswer() {
        var joined = joinWithoutBeginning();
        int sent = received(joined).size() + LOST;
        for (int i = 0; i < 100; i++) {
            joined.viewer().pictureLost(ssrc);
            world.run(Duration.ofMillis(20));
        }

        // Three times what was there, which a new key frame makes less and two seconds more.
        assertThat(resent()).isBetween((long) LOST, 3L * (sent + 700));
    }

    @Test
    void viewerThatHasWatchedForAWhileIsSentNothingAgain() {
        var joined = joinWithoutBeginning();
        world.run(Duration.ofSeconds(6));

        joined.viewer().pictureLost(ssrc);
        world.run(Duration.ofSeconds(1));

        assertThat(resent()).isZero();
    }

    private EgressWorld.Joined joinWithoutBeginning() {
        world.live(CAM);
        ssrc = world.stream(CAM).ssrc(MediaKind.VIDEO);
        world.run(Duration.ofMillis(300));
        var seen = new AtomicInteger();
        world.network().filter((_, datagram) -> {
            boolean video = datagram.length > 20
                    && (datagram[0] & 0xc0) == 0x80
                    && !RtpHeader.isRtcp(datagram, 0, datagram.length)
                    && RtpHeader.ssrc(datagram, 0) == ssrc;
            if (video && seen.getAndIncrement() < LOST) {
                lost.add(RtpHeader.sequenceNumber(datagram, 0));
                return false;
            }
            return true;
        });
        var joined = world.join(CAM);
        assertThat(world.runUntil(() -> joined.viewer().tracks().containsKey(ssrc), Duration.ofSeconds(5)))
                .isTrue();
        assertThat(lost).hasSize(LOST);
        return joined;
    }

    private Set<Integer> received(EgressWorld.Joined joined) {
        var sequences = new HashSet<Integer>();
        joined.viewer().track(ssrc).packets().forEach(packet -> sequences.add(packet.sequence()));
        return sequences;
    }

    private long resent() {
        world.run(Duration.ofMillis(300));
        return world.egress().snapshot().stream(CAM)
                .orElseThrow()
                .traffic()
                .track(MediaKind.VIDEO)
                .resent();
    }
}
