package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.IceFailure;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.egress.session.UnsubscribeResult;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.rtcp.RtcpPacket;
import org.junit.jupiter.api.Test;

class TeardownScenarioTest {
    private static final StreamId CAM = new StreamId("cam");

    @Test
    void deleteSaysByeAndCloseNotifyAndFreesThePlace() {
        var world = new EgressWorld(31);
        world.live(CAM);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(2));

        assertThat(world.egress().unsubscribe(CAM, joined.session())).isInstanceOf(UnsubscribeResult.Ended.class);
        assertThat(world.egress().snapshot().peers()).isZero();
        world.run(Duration.ofMillis(100));
        long after = joined.viewer().packets();
        world.run(Duration.ofSeconds(1));

        assertThat(joined.viewer().packets()).as("nothing is sent any more").isEqualTo(after);
        assertThat(joined.viewer().isServerClosed()).isTrue();
        assertThat(joined.viewer().rtcp()).anyMatch(RtcpPacket.Bye.class::isInstance);
        assertThat(world.egress().unsubscribe(CAM, joined.session()))
                .isInstanceOf(UnsubscribeResult.NothingToEnd.class);
        assertNothingStays(world);
        assertThat(world.events().of(EgressEvent.SessionEnded.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.reason()).isEqualTo(SessionEnd.DELETED));
    }

    @Test
    void viewerThatTheOperatorEndsIsToldSoAndItsPlaceIsFree() {
        var world = new EgressWorld(37);
        world.live(CAM);
        var joined = world.join(CAM);
        var stays = world.join(CAM);
        world.run(Duration.ofSeconds(2));
        String name = joined.session().publicPart();

        assertThat(world.egress().expel(new StreamId("other"), name))
                .isInstanceOf(UnsubscribeResult.NothingToEnd.class);
        assertThat(world.egress().expel(CAM, joined.session().value()))
                .isInstanceOf(UnsubscribeResult.NothingToEnd.class);
        assertThat(world.egress().snapshot().peers()).isEqualTo(2);
        assertThat(world.egress().expel(CAM, name)).isInstanceOf(UnsubscribeResult.Ended.class);
        world.run(Duration.ofMillis(100));

        assertThat(joined.viewer().isServerClosed()).isTrue();
        assertThat(stays.viewer().isServerClosed()).isFalse();
        assertThat(world.egress().snapshot().peers()).isEqualTo(1);
        assertThat(world.egress().expel(CAM, name)).isInstanceOf(UnsubscribeResult.NothingToEnd.class);
        assertThat(world.events().of(EgressEvent.SessionEnded.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.reason()).isEqualTo(SessionEnd.ADMIN));
    }

    @Test
    void legsTellHowFastTheyAreAndViewersWhatTheyGet() {
        var world = new EgressWorld(38);
        world.live(CAM);
        world.join(CAM);
        world.run(Duration.ofSeconds(5));
        var before = world.egress().snapshot().stream(CAM).orElseThrow();
        world.run(Duration.ofSeconds(4));
        var stream = world.egress().snapshot().stream(CAM).orElseThrow();

        for (int i = 0; i < stream.legs().size(); i++) {
            double packets =
                    stream.legs().get(i).packets() - before.legs().get(i).packets();
            double bits =
                    8.0 * (stream.legs().get(i).bytes() - before.legs().get(i).bytes());
            assertThat(stream.legs().get(i).packetsPerSecond()).isCloseTo(packets / 4, withinPercentage(30));
            assertThat(stream.legs().get(i).bitsPerSecond()).isCloseTo(bits / 4, withinPercentage(30));
        }
        assertThat(stream.peers().getFirst().kinds())
                .hasSameElementsAs(stream.legs().stream().map(leg -> leg.kind()).toList());
    }

    @Test
    void closeNotifyOfTheViewerEndsItsSessionAtOnce() {
        var world = new EgressWorld(32);
        world.live(CAM);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(2));
        joined.viewer().close();

        assertThat(world.runUntil(() -> world.egress().snapshot().peers() == 0, Duration.ofMillis(100)))
                .isTrue();
        assertReason(world, SessionEnd.VIEWER_CLOSED);
        assertNothingStays(world);
    }

    @Test
    void viewerWhoVanishesIsGoneAfterTheConsentTime() {
        var world = new EgressWorld(33);
        world.live(CAM);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(2));
        world.unplug(joined.address());

        world.run(Duration.ofSeconds(24));
        assertThat(world.egress().snapshot().peers()).isEqualTo(1);
        assertThat(world.runUntil(() -> world.egress().snapshot().peers() == 0, Duration.ofSeconds(7)))
                .isTrue();
        assertReason(world, SessionEnd.CONSENT_LOST);
        assertThat(world.events().of(EgressEvent.IceFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.reason()).isEqualTo(IceFailure.DISCONNECTED));
        assertNothingStays(world);
    }

    @Test
    void viewerWhoNeverChecksIsDroppedAndItsPlaceIsFree() {
        var world = new EgressWorld(34, 1, 1);
        world.live(CAM);
        world.network().filter((_, _) -> false);
        world.join(CAM);

        assertThat(world.runUntil(() -> world.egress().snapshot().peers() == 0, Duration.ofMillis(10_100)))
                .isTrue();
        assertReason(world, SessionEnd.ICE_TIMEOUT);
        assertThat(world.events().of(EgressEvent.IceSettled.class))
                .singleElement()
                .satisfies(settled -> assertThat(settled.connected()).isFalse());
        assertNothingStays(world);
        world.network().filter((_, _) -> true);
        var next = world.join(CAM);
        world.run(Duration.ofSeconds(1));
        assertThat(next.viewer().packets()).isPositive();
    }

    @Test
    void wrongCertificateEndsTheSessionBeforeAnyMedia() {
        var world = new EgressWorld(35);
        world.live(CAM);
        var joined =
                world.join(CAM, true, true, new byte[] {1, 2, 3}, CertificateFingerprint.sha256(new byte[] {4, 5, 6}));

        assertThat(world.runUntil(() -> world.egress().snapshot().peers() == 0, Duration.ofSeconds(2)))
                .isTrue();
        assertThat(joined.viewer().packets()).isZero();
        assertReason(world, SessionEnd.DTLS_FAILED);
        assertNothingStays(world);
    }

    @Test
    void viewerWhoNeverShakesHandsIsDropped() {
        var world = new EgressWorld(36);
        world.live(CAM);
        world.network().filter((_, datagram) -> datagram[0] < 20 || datagram[0] > 63);
        world.join(CAM);

        assertThat(world.runUntil(() -> world.egress().snapshot().peers() == 0, Duration.ofSeconds(16)))
                .isTrue();
        assertReason(world, SessionEnd.DTLS_FAILED);
        assertNothingStays(world);
    }

    @Test
    void removedStreamEndsItsViewersAndFreesItsPorts() {
        var world = new EgressWorld(37);
        world.live(CAM);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(2));
        assertThat(world.egress().snapshot().portsInUse()).isEqualTo(2);

        world.egress().removeStream(CAM);
        world.run(Duration.ofMillis(100));

        assertThat(joined.viewer().isServerClosed()).isTrue();
        assertThat(world.egress().snapshot().portsInUse()).isZero();
        assertThat(world.egress().snapshot().streams()).isEmpty();
        assertReason(world, SessionEnd.STREAM_ENDED);
        assertThat(world.egress().subscribe(CAM, "")).isInstanceOf(SubscribeResult.UnknownStream.class);
        assertNothingStays(world);
    }

    @Test
    void drainEndsEveryViewerAndTakesNoNewOnes() {
        var world = new EgressWorld(38);
        world.live(CAM);
        var first = world.join(CAM);
        var second = world.join(CAM);
        world.run(Duration.ofSeconds(2));
        world.egress().drain();
        world.run(Duration.ofMillis(100));

        assertThat(first.viewer().isServerClosed()).isTrue();
        assertThat(second.viewer().isServerClosed()).isTrue();
        assertThat(world.egress().subscribe(CAM, "")).isInstanceOf(SubscribeResult.Draining.class);
        assertNothingStays(world);
    }

    private static void assertReason(EgressWorld world, SessionEnd reason) {
        assertThat(world.events().of(EgressEvent.SessionEnded.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.reason()).isEqualTo(reason));
    }

    private static void assertNothingStays(EgressWorld world) {
        assertThat(world.egress().snapshot().peers()).isZero();
        assertThat(world.shard().viewers()).isZero();
        assertThat(world.egress().footprint()).isZero();
    }
}
