package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.junit.jupiter.api.Test;

class ConnectScenarioTest {
    private static final StreamId CAM = new StreamId("cam");

    @Test
    void viewerGetsEveryPacketOfBothTracksUnderTheNegotiatedPayloadTypes() {
        var world = new EgressWorld(1);
        world.live(CAM);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(10));

        var tracks = List.copyOf(joined.viewer().tracks().values());
        assertThat(tracks).hasSize(2);
        assertThat(joined.viewer().undecryptable()).isZero();
        assertThat(tracks).allSatisfy(track -> {
            assertThat(track.lost()).isZero();
            assertThat(track.packets().getFirst().sequence()).isLessThan(1 << 15);
        });
        var video = tracks.stream()
                .filter(track -> track.packets().getFirst().payloadType() == TestOffer.VIDEO_PAYLOAD_TYPE)
                .findFirst()
                .orElseThrow();
        var audio = tracks.stream()
                .filter(track -> track.packets().getFirst().payloadType() == TestOffer.AUDIO_PAYLOAD_TYPE)
                .findFirst()
                .orElseThrow();
        // 30 frames of 11 packets and 50 sound packets a second, less the time it takes to connect; and the newest
        // picture.
        assertThat(video.count()).isBetween(9L * 330, 12L * 330 + 11);
        assertThat(audio.count()).isBetween(9L * 50, 10L * 50 + 1);
    }

    @Test
    void viewersAreServedIndependentlyOfWhichKindsTheyWant() {
        var world = new EgressWorld(2);
        world.live(CAM);
        var videoOnly = world.join(CAM, true, false);
        var audioOnly = world.join(CAM, false, true);
        world.run(Duration.ofSeconds(3));

        assertThat(videoOnly.viewer().tracks().values())
                .singleElement()
                .satisfies(track ->
                        assertThat(track.packets().getFirst().payloadType()).isEqualTo(TestOffer.VIDEO_PAYLOAD_TYPE));
        assertThat(audioOnly.viewer().tracks().values())
                .singleElement()
                .satisfies(track ->
                        assertThat(track.packets().getFirst().payloadType()).isEqualTo(TestOffer.AUDIO_PAYLOAD_TYPE));
    }

    @Test
    void eventsTellTheStoryInOrder() {
        var world = new EgressWorld(3);
        world.live(CAM);
        world.join(CAM);
        world.run(Duration.ofSeconds(2));

        assertThat(world.events().all())
                .extracting(event -> event.getClass().getSimpleName())
                .filteredOn(name -> !name.equals("ReceptionReported"))
                .containsExactly(
                        "StreamRegistered",
                        "StreamLive",
                        "SessionStarted",
                        "IceSettled",
                        "SessionSecured",
                        "FirstPacketSent",
                        "FirstKeyFrameSent");
        assertThat(world.events().of(EgressEvent.IceSettled.class))
                .singleElement()
                .satisfies(settled -> assertThat(settled.connected()).isTrue());
    }

    @Test
    void snapshotShowsWhatTheViewerReports() {
        var world = new EgressWorld(4);
        world.network().delay(25_000_000, 0);
        world.live(CAM);
        world.join(CAM);
        world.run(Duration.ofSeconds(6));

        PeerSnapshot peer =
                world.egress().snapshot().stream(CAM).orElseThrow().peers().getFirst();
        assertThat(peer.state()).isEqualTo("connected");
        assertThat(peer.addressFamily()).isEqualTo("ipv4");
        assertThat(peer.srtpProfile()).isEqualTo("AEAD_AES_128_GCM");
        // Of the way alone: a report waits until its thread looks, and that is no part of it.
        assertThat(peer.roundTripSeconds()).isBetween(0.0495, 0.0505);
        assertThat(peer.packetsSent()).isGreaterThan(5 * 330);
        assertThat(peer.lossFraction()).isZero();
    }
}
