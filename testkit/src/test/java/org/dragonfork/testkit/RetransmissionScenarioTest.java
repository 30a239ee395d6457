package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A viewer that asks for what it missed gets it, bit by bit as it was sent the first time. */
class RetransmissionScenarioTest {
    private static final StreamId CAM = new StreamId("cam");

    @ParameterizedTest
    @EnumSource
    void everythingThatWasLostComesAgain(SrtpProfile profile) {
        var world = new EgressWorld(41, 4, 4, profile);
        world.live(CAM);
        var joined = world.join(CAM);
        int ssrc = world.stream(CAM).ssrc(MediaKind.VIDEO);
        assertThat(world.runUntil(() -> joined.viewer().packets() > 0, Duration.ofSeconds(5)))
                .isTrue();
        // From the first packets on, some of which have the MID in their headers and are asked for when it is gone.
        world.network().loss(0.2);
        for (int i = 0; i < 20; i++) {
            world.run(Duration.ofMillis(100));
            ask(world, joined, ssrc);
        }
        world.network().loss(0);
        ReceivedTrack track = joined.viewer().track(ssrc);
        for (int i = 0; i < 10 && !track.missing().isEmpty(); i++) {
            ask(world, joined, ssrc);
            world.run(Duration.ofMillis(50));
        }

        assertThat(track.missing()).isEmpty();
        assertThat(joined.viewer().undecryptable()).isZero();
        world.run(Duration.ofSeconds(1));
        var traffic = world.egress().snapshot().stream(CAM).orElseThrow().traffic();
        assertThat(traffic.track(MediaKind.VIDEO).resent()).isBetween(50L, 700L);
        assertThat(traffic.track(MediaKind.AUDIO).resent()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatComesAgainIsTheSameBitByBit(SrtpProfile profile) {
        var world = new EgressWorld(42, 4, 4, profile);
        world.live(CAM);
        int ssrc = world.stream(CAM).ssrc(MediaKind.VIDEO);
        Map<Integer, String> first = new HashMap<>();
        List<Integer> repeated = new ArrayList<>();
        world.network().filter((_, datagram) -> {
            if (datagram.length > 20
                    && (datagram[0] & 0xc0) == 0x80
                    && RtpHeader.ssrc(datagram, 0) == ssrc
                    && !RtpHeader.isRtcp(datagram, 0, datagram.length)) {
                int sequence = RtpHeader.sequenceNumber(datagram, 0);
                String bytes = HexFormat.of().formatHex(datagram);
                String before = first.putIfAbsent(sequence, bytes);
                if (before != null) {
                    repeated.add(sequence);
                    assertThat(bytes).isEqualTo(before);
                }
            }
            return true;
        });
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(3));
        var sequences = joined.viewer().track(ssrc).packets().stream()
                .map(ReceivedTrack.Packet::sequence)
                .toList();
        // Some that had the MID, one of them twice in a row, and the newest.
        List<Integer> wanted = List.of(
                sequences.getFirst(), sequences.get(3), sequences.get(3), sequences.get(3), sequences.getLast());
        wanted.forEach(sequence -> joined.viewer().nack(ssrc, List.of(sequence)));
        world.run(Duration.ofMillis(300));

        assertThat(repeated).containsExactlyElementsOf(wanted);
    }

    @ParameterizedTest
    @EnumSource(
            value = SrtpProfile.class,
            names = {"AEAD_AES_128_GCM"})
    void whoAsksForEverAndForWhatNeverWasGetsABoundedAnswer(SrtpProfile profile) {
        var world = new EgressWorld(43, 4, 4, profile);
        world.live(CAM);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(2));
        int ssrc = world.stream(CAM).ssrc(MediaKind.VIDEO);
        int newest = joined.viewer().track(ssrc).packets().getLast().sequence();
        long before = resent(world);
        for (int i = 0; i < 20; i++) {
            joined.viewer().nack(ssrc, everything(newest - 500));
            joined.viewer().nack(ssrc, everything(newest + 5_000));
            joined.viewer().nack(12345, everything(newest - 500));
        }
        world.run(Duration.ofMillis(600));

        assertThat(resent(world) - before).isBetween(200L, 1_000L);
        assertThat(world.egress().snapshot().peers()).isEqualTo(1);
        assertThat(joined.viewer().undecryptable()).as("only replays").isGreaterThan(0);
    }

    private static List<Integer> everything(int from) {
        var all = new ArrayList<Integer>();
        for (int i = 0; i < 400; i++) {
            all.add((from + i) & 0xffff);
        }
        return all;
    }

    private static long resent(EgressWorld world) {
        return world.egress().snapshot().stream(CAM)
                .orElseThrow()
                .traffic()
                .track(MediaKind.VIDEO)
                .resent();
    }

    private static void ask(EgressWorld world, EgressWorld.Joined joined, int ssrc) {
        List<Integer> missing = joined.viewer().track(ssrc).missing();
        if (!missing.isEmpty()) {
            joined.viewer().nack(ssrc, missing);
        }
        world.run(Duration.ofMillis(5));
    }
}
