package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.LegFailure;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RunEnd;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.junit.jupiter.api.Test;

class LimitsScenarioTest {
    private static final StreamId CAM = new StreamId("cam");
    private static final StreamId DOOR = new StreamId("door");

    @Test
    void capsTellStreamFromGlobal() {
        var world = new EgressWorld(61, 2, 3);
        world.live(CAM);
        world.live(DOOR);
        world.join(CAM);
        world.join(CAM);
        assertThat(subscribe(world, CAM)).isEqualTo(new SubscribeResult.CapReached(CapScope.STREAM, 2));
        world.join(DOOR);
        assertThat(subscribe(world, DOOR)).isEqualTo(new SubscribeResult.CapReached(CapScope.GLOBAL, 3));
        assertThat(world.egress().snapshot().peers()).isEqualTo(3);
        assertThat(world.events().of(EgressEvent.CapRejected.class))
                .extracting(EgressEvent.CapRejected::scope)
                .containsExactly(CapScope.STREAM, CapScope.GLOBAL);
    }

    @Test
    void streamWithoutMediaIsNotLiveAndSaysWhy() {
        var world = new EgressWorld(62);
        world.register(CAM, Set.of(MediaKind.VIDEO, MediaKind.AUDIO));
        world.run(Duration.ofSeconds(1));
        assertThat(subscribe(world, CAM)).isInstanceOfSatisfying(SubscribeResult.NotLive.class, notLive -> {
            assertThat(notLive.why()).contains("no").contains("packet has come from FFmpeg yet");
            assertThat(notLive.retryAfterSeconds()).isPositive();
        });
        assertThat(subscribe(world, DOOR)).isInstanceOf(SubscribeResult.UnknownStream.class);
    }

    @Test
    void keepsSayingWhatTheProcessFailedWithUntilItGetsFurther() {
        var world = new EgressWorld(63);
        world.register(CAM, Set.of(MediaKind.VIDEO));
        world.egress()
                .processEnded(
                        CAM, new RunEnd(ProcessState.FAILED, "connection refused", Optional.of(Duration.ofSeconds(4))));
        assertThat(whyNotLive(world)).isEqualTo("connection refused, next try in 4 s");
        world.run(Duration.ofMillis(3100));
        assertThat(whyNotLive(world)).isEqualTo("connection refused, next try in 1 s");
        world.run(Duration.ofSeconds(1));
        world.egress().holdStream(CAM, "the input is being probed");
        world.run(Duration.ofSeconds(1));
        assertThat(whyNotLive(world)).isEqualTo("connection refused, trying again now");

        world.egress().processRuns(CAM);
        assertThat(whyNotLive(world)).isEqualTo("the input is being probed");
        world.egress().processEnded(CAM, new RunEnd(ProcessState.FAILED, "no such file", Optional.empty()));
        assertThat(whyNotLive(world)).isEqualTo("no such file");
    }

    private static String whyNotLive(EgressWorld world) {
        String shown = world.egress().snapshot().stream(CAM).orElseThrow().notLiveReason();
        assertThat(subscribe(world, CAM)).isEqualTo(new SubscribeResult.NotLive(shown, 1));
        return shown;
    }

    @Test
    void silentLegFailsOncePerIncidentAndTheStreamIsNotLive() {
        var world = new EgressWorld(63);
        world.live(CAM);
        world.silence(CAM);
        world.run(Duration.ofSeconds(30));
        assertThat(world.events().of(EgressEvent.LegFailed.class))
                .extracting(EgressEvent.LegFailed::reason)
                .containsExactly(LegFailure.SILENT, LegFailure.SILENT);
        assertThat(subscribe(world, CAM)).isInstanceOf(SubscribeResult.NotLive.class);

        world.startFfmpeg(CAM);
        world.run(Duration.ofSeconds(1));
        assertThat(world.egress().snapshot().stream(CAM).orElseThrow().live()).isTrue();
        world.silence(CAM);
        world.run(Duration.ofSeconds(6));
        assertThat(world.events().of(EgressEvent.LegFailed.class)).hasSize(4);
    }

    @Test
    void inputThatGivesNothingIsNoLegFailureButTheStreamIsNotLive() {
        var world = new EgressWorld(66);
        world.live(CAM);
        world.starve(CAM);
        world.run(Duration.ofSeconds(30));
        assertThat(world.events().of(EgressEvent.LegFailed.class)).isEmpty();
        assertThat(world.egress().snapshot().stream(CAM).orElseThrow().live()).isFalse();
    }

    @Test
    void poolThatIsEmptyRefusesTheStreamAndKeepsNothing() {
        var world = new EgressWorld(64);
        for (int i = 0; i < 5; i++) {
            world.register(new StreamId("s" + i), Set.of(MediaKind.VIDEO, MediaKind.AUDIO));
        }
        assertThat(world.egress().snapshot().portsAvailable()).isZero();
        assertThat(world.egress().registerStream(CAM, Set.of(MediaKind.VIDEO)))
                .isInstanceOf(org.dragonfork.egress.RegisterResult.NoPorts.class);
        world.egress().removeStream(new StreamId("s0"));
        assertThat(world.egress().snapshot().portsAvailable()).isEqualTo(2);
        assertThat(world.egress().registerStream(CAM, Set.of(MediaKind.VIDEO)))
                .isInstanceOf(org.dragonfork.egress.RegisterResult.Registered.class);
    }

    @Test
    void longStreamWrapsItsSequenceNumbersAndStaysReadable() {
        var world = new EgressWorld(65);
        world.live(CAM);
        var joined = world.join(CAM);
        // More than two times 65,536 video packets.
        world.run(Duration.ofMinutes(7));
        assertThat(joined.viewer().undecryptable()).isZero();
        assertThat(joined.viewer().tracks().values())
                .allSatisfy(track -> assertThat(track.lost()).isZero())
                .anySatisfy(track -> assertThat(track.count()).isGreaterThan(2 * 65_536));
    }

    private static SubscribeResult subscribe(EgressWorld world, StreamId id) {
        var offer = TestOffer.text(
                IceCredentials.generate(new Random(7)), CertificateFingerprint.sha256(new byte[] {1}), true, true);
        return world.egress().subscribe(id, offer);
    }
}
