package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.Test;

/** Streams that are known before it is known what their legs carry (decision D14). */
class PlannedLegsScenarioTest {
    private static final StreamId CAM = new StreamId("cam");
    private static final Set<MediaKind> BOTH = Set.of(MediaKind.VIDEO, MediaKind.AUDIO);
    private static final Set<MediaKind> VIDEO = Set.of(MediaKind.VIDEO);

    private final EgressWorld world = new EgressWorld(31);

    @Test
    void aStreamWithoutAPlanIsKnownAndSaysWhyItIsNotLive() {
        world.register(CAM, BOTH);
        world.egress().holdStream(CAM, "the input is being probed");
        world.run(Duration.ofMillis(1));

        assertThat(world.egress().subscribe(CAM, "v=0"))
                .isEqualTo(new SubscribeResult.NotLive("the input is being probed", 1));

        world.egress().holdStream(CAM, "the probe failed");
        world.run(Duration.ofMillis(1));
        assertThat(snapshot().notLiveReason()).isEqualTo("the probe failed");
    }

    @Test
    void mediaThatComesBeforeThePlanLetsNobodyIn() {
        world.register(CAM, BOTH);
        world.egress().holdStream(CAM, "the input is being probed");
        world.startFfmpeg(CAM);
        world.run(Duration.ofSeconds(2));

        assertThat(snapshot().live()).isFalse();
    }

    @Test
    void aStreamWhoseFfmpegBeginsAgainAndAgainWithoutAPacketIsNotLive() {
        planVideoOnly();
        world.crashFfmpeg(CAM);
        for (int i = 0; i < 5; i++) {
            world.run(Duration.ofSeconds(3));
            world.egress().expectMedia(CAM, true);
            world.run(Duration.ofMillis(200));
            assertThat(snapshot().live())
                    .as("%d s after the crash", 3 * (i + 1))
                    .isEqualTo(i == 0);
            world.crashFfmpeg(CAM);
        }
    }

    @Test
    void whoWaitsForASenderSaysSoInPlaceOfTheSilence() {
        planVideoOnly();
        world.egress().awaitSender(CAM, "waits for an encoder");
        world.run(Duration.ofSeconds(1));
        assertThat(snapshot().live()).as("as long as packets come").isTrue();

        world.crashFfmpeg(CAM);
        world.run(Duration.ofSeconds(6));
        assertThat(snapshot().notLiveReason()).contains("killed");

        world.egress().processRuns(CAM);
        world.run(Duration.ofSeconds(1));
        assertThat(snapshot().notLiveReason()).isEqualTo("waits for an encoder");

        world.egress().awaitSender(CAM, "");
        world.run(Duration.ofSeconds(1));
        assertThat(snapshot().notLiveReason()).startsWith("no video packet for");
    }

    @Test
    void viewersAreOfferedOnlyTheLegsOfThePlan() {
        planVideoOnly();

        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(3));

        assertThat(snapshot().legs()).extracting(LegSnapshot::kind).containsExactly(MediaKind.VIDEO);
        assertThat(joined.viewer().tracks()).hasSize(1);
        assertThat(joined.viewer().packets()).isGreaterThan(600);
    }

    @Test
    void nobodyWaitsForALegThatIsNotInThePlan() {
        planVideoOnly();
        world.run(Duration.ofSeconds(12));
        assertThat(world.events().of(EgressEvent.LegFailed.class)).isEmpty();

        world.crashFfmpeg(CAM);
        world.run(Duration.ofSeconds(1));
        assertThat(world.events().of(EgressEvent.LegFailed.class))
                .extracting(EgressEvent.LegFailed::leg)
                .containsExactly(MediaKind.VIDEO);
    }

    @Test
    void aNewPlanBringsALegBackAndTheSessionsStay() {
        planVideoOnly();
        var early = world.join(CAM);
        world.run(Duration.ofSeconds(2));

        world.egress().holdStream(CAM, "the input is being probed");
        world.run(Duration.ofMillis(10));
        world.egress().planLegs(CAM, BOTH);
        world.startFfmpeg(CAM);
        world.run(Duration.ofSeconds(2));
        var late = world.join(CAM);
        long before = early.viewer().packets();
        world.run(Duration.ofSeconds(2));

        assertThat(late.viewer().tracks()).hasSize(2);
        assertThat(early.viewer().packets()).as("still served").isGreaterThan(before + 300);
        assertThat(world.events().of(EgressEvent.SessionEnded.class)).isEmpty();
    }

    @Test
    void aDroppedLegKeepsItsPortUntilTheStreamIsRemoved() {
        planVideoOnly();
        assertThat(world.egress().snapshot().portsInUse()).isEqualTo(2);

        world.egress().removeStream(CAM);
        assertThat(world.egress().snapshot().portsInUse()).isZero();
    }

    @Test
    void plansOfUnknownStreamsAreIgnored() {
        world.egress().holdStream(CAM, "nobody");
        world.egress().planLegs(CAM, VIDEO);
        world.run(Duration.ofMillis(10));

        assertThat(world.egress().snapshot().streams()).isEmpty();
    }

    private void planVideoOnly() {
        world.register(CAM, BOTH);
        world.egress().holdStream(CAM, "the input is being probed");
        world.egress().planLegs(CAM, VIDEO);
        world.startFfmpeg(CAM, VIDEO);
        world.run(Duration.ofSeconds(1));
        assertThat(snapshot().live()).as(snapshot().notLiveReason()).isTrue();
    }

    private StreamSnapshot snapshot() {
        return world.egress().snapshot().stream(CAM).orElseThrow();
    }
}
