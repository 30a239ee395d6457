package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.LegFailure;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.webrtc.rtcp.RtcpPacket;
import org.dragonfork.webrtc.rtp.NtpTime;
import org.junit.jupiter.api.Test;

class FfmpegRestartScenarioTest {
    private static final StreamId CAM = new StreamId("cam");

    @Test
    void restartOfFfmpegContinuesNumbersAndTimeWithoutANewSession() {
        var world = new EgressWorld(21);
        world.live(CAM);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(5));
        world.crashFfmpeg(CAM);
        world.run(Duration.ofSeconds(2));
        long before = joined.viewer().packets();
        world.startFfmpeg(CAM);
        world.run(Duration.ofSeconds(5));

        assertThat(joined.viewer().packets()).isGreaterThan(before + 4 * 330);
        assertThat(joined.viewer().undecryptable()).isZero();
        assertThat(joined.viewer().tracks()).as("same SSRCs").hasSize(2);
        joined.viewer().tracks().values().forEach(track -> {
            assertThat(track.lost()).as("sequence numbers go on by one").isZero();
            var packets = track.packets();
            for (int i = 1; i < packets.size(); i++) {
                int step =
                        (int) (packets.get(i).timestamp() - packets.get(i - 1).timestamp());
                assertThat(step).as("timestamp step at %d", i).isNotNegative();
            }
        });
        assertThat(world.events().of(EgressEvent.SessionEnded.class)).isEmpty();
        assertThat(world.events().of(EgressEvent.LegFailed.class))
                .extracting(EgressEvent.LegFailed::reason)
                .containsExactly(LegFailure.PROCESS_ENDED, LegFailure.PROCESS_ENDED);
    }

    @Test
    void timestampsAdvanceByTheTimeThatPassedAndBothTracksStayTogether() {
        var world = new EgressWorld(22);
        world.live(CAM);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(3));
        for (int crash = 0; crash < 3; crash++) {
            world.crashFfmpeg(CAM);
            world.run(Duration.ofMillis(1700));
            world.startFfmpeg(CAM);
            world.run(Duration.ofSeconds(3));
        }

        List<RtcpPacket.SenderReport> reports = joined.viewer().rtcp().stream()
                .filter(RtcpPacket.SenderReport.class::isInstance)
                .map(RtcpPacket.SenderReport.class::cast)
                .toList();
        joined.viewer().tracks().forEach((ssrc, track) -> {
            int clockRate = track.packets().getFirst().payloadType() == TestOffer.VIDEO_PAYLOAD_TYPE ? 90_000 : 48_000;
            var own = reports.stream().filter(report -> report.ssrc() == ssrc).toList();
            double seconds = (NtpTime.toUnixNanos(own.getLast().ntpTime())
                            - NtpTime.toUnixNanos(own.getFirst().ntpTime()))
                    / 1e9;
            double ticks = own.getLast().rtpTimestamp() - own.getFirst().rtpTimestamp();
            // The line of the first run is still the line of the last: no drift between sound and picture.
            assertThat(seconds - ticks / clockRate).isBetween(-0.001, 0.001);
            assertThat(seconds).isGreaterThan(15);
        });
    }

    @Test
    void viewerMayJoinWhileFfmpegIsAway() {
        var world = new EgressWorld(23);
        world.live(CAM);
        world.crashFfmpeg(CAM);
        world.run(Duration.ofSeconds(1));
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(1));
        assertThat(joined.viewer().packets()).isZero();
        world.startFfmpeg(CAM);
        world.run(Duration.ofSeconds(2));
        assertThat(joined.viewer().tracks()).hasSize(2);
        assertThat(joined.viewer().undecryptable()).isZero();
    }
}
