package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtcp.RtcpPacket;
import org.dragonfork.webrtc.rtp.NtpTime;
import org.junit.jupiter.api.Test;

class LateJoinerScenarioTest {
    private static final StreamId CAM = new StreamId("cam");

    @Test
    void viewerWhoComesLateStartsWithASmallSequenceNumberOnTheSharedTimeline() {
        var world = new EgressWorld(11);
        world.live(CAM);
        var early = world.join(CAM);
        world.run(Duration.ofSeconds(90));
        var late = world.join(CAM);
        world.run(Duration.ofSeconds(5));

        assertThat(late.viewer().undecryptable()).isZero();
        late.viewer().tracks().forEach((ssrc, track) -> {
            assertThat(track.packets().getFirst().sequence()).isLessThan(1 << 15);
            assertThat(track.lost()).isZero();
            var same = early.viewer().track(ssrc).packets().getLast();
            assertThat(track.packets().getLast().timestamp()).isEqualTo(same.timestamp());
        });
    }

    @Test
    void viewerWhoComesLateGetsTheNewestPictureAtOnceAndThenWhatTheOthersGet() {
        var world = new EgressWorld(14);
        world.live(CAM);
        var early = world.join(CAM);
        world.run(Duration.ofMillis(9_900));
        world.events().clear();
        var late = world.join(CAM);
        int ssrc = world.stream(CAM).ssrc(MediaKind.VIDEO);
        assertThat(world.runUntil(() -> late.viewer().firstPacketNanos() >= 0, Duration.ofSeconds(5)))
                .isTrue();
        long readyNanos = world.nowNanos();
        world.run(Duration.ofMillis(450));

        // A key frame comes every two seconds; the last one was more than half a second ago.
        var seen = early.viewer().track(ssrc).packets();
        var got = late.viewer().track(ssrc).packets();
        assertThat(seen.getLast().timestamp()).isEqualTo(got.getLast().timestamp());
        long first = got.getFirst().timestamp();
        assertThat((seen.getLast().timestamp() - first) / 90_000.0).isBetween(0.6, 2.3);
        assertThat(got)
                .hasSameSizeAs(seen.stream()
                        .filter(packet -> packet.timestamp() - first >= 0)
                        .toList());
        assertThat(late.viewer().track(ssrc).lost()).isZero();
        assertThat(late.viewer().track(ssrc).reordered()).isZero();
        assertThat(late.viewer().undecryptable()).isZero();
        assertThat(world.events().of(EgressEvent.FirstKeyFrameSent.class))
                .singleElement()
                .satisfies(sent -> assertThat(sent.sinceAnswer()).isLessThan(Duration.ofSeconds(1)));
        assertThat(world.nowNanos()).isGreaterThan(readyNanos);

        world.run(Duration.ofSeconds(3));
        assertThat(late.viewer().track(ssrc).lost()).isZero();
        assertThat(late.viewer().track(ssrc).packets().getLast().timestamp())
                .isEqualTo(early.viewer().track(ssrc).packets().getLast().timestamp());
    }

    @Test
    void senderReportsOfBothTracksComeSoonUnderOneNameAndOneClock() {
        var world = new EgressWorld(12);
        world.live(CAM);
        var joined = world.join(CAM);
        world.runUntil(() -> joined.viewer().firstPacketNanos() >= 0, Duration.ofSeconds(5));
        world.run(Duration.ofMillis(120));

        List<RtcpPacket.SenderReport> reports = reports(joined);
        assertThat(reports)
                .extracting(RtcpPacket.SenderReport::ssrc)
                .doesNotHaveDuplicates()
                .hasSize(2);
        Set<String> names = new HashSet<>();
        for (RtcpPacket packet : joined.viewer().rtcp()) {
            if (packet instanceof RtcpPacket.SourceDescription description) {
                names.add(description.cname());
            }
        }
        assertThat(names).hasSize(1);

        world.run(Duration.ofSeconds(10));
        // Once a second for each track.
        assertThat(reports(joined)).hasSizeBetween(20, 24);
    }

    @Test
    void reportsFollowMediaTimeAndNotArrivalWhenTheVideoLegIsLate() {
        var world = new EgressWorld(13);
        world.live(CAM);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(8));

        // Every report of a track lies on one line of NTP time over timestamp, to within a tick of 90 kHz.
        joined.viewer().tracks().keySet().forEach(ssrc -> {
            int clockRate =
                    joined.viewer().track(ssrc).packets().getFirst().payloadType() == TestOffer.VIDEO_PAYLOAD_TYPE
                            ? 90_000
                            : 48_000;
            var lines = reports(joined).stream()
                    .filter(report -> report.ssrc() == ssrc)
                    .toList();
            var first = lines.getFirst();
            assertThat(lines).hasSizeGreaterThan(5).allSatisfy(report -> {
                double seconds = (NtpTime.toUnixNanos(report.ntpTime()) - NtpTime.toUnixNanos(first.ntpTime())) / 1e9;
                double ticks = report.rtpTimestamp() - first.rtpTimestamp();
                assertThat(seconds - ticks / clockRate).isBetween(-0.0001, 0.0001);
            });
        });
    }

    private static List<RtcpPacket.SenderReport> reports(EgressWorld.Joined joined) {
        return joined.viewer().rtcp().stream()
                .filter(RtcpPacket.SenderReport.class::isInstance)
                .map(RtcpPacket.SenderReport.class::cast)
                .toList();
    }
}
