package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.MediaShard;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtcp.RtcpPacket;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;

/** A stream whose viewers are more than one media thread takes on is carried by several, and nobody can tell. */
class ManyThreadsScenarioTest {
    private static final StreamId CAM = new StreamId("cam");
    private static final int VIEWERS = 62;

    private final EgressWorld world = new EgressWorld(17, VIEWERS, VIEWERS, SrtpProfile.AEAD_AES_128_GCM, false, 3);
    private final List<EgressWorld.Joined> joined = new ArrayList<>();

    @Test
    void allGetTheSamePacketsWhicheverThreadServesThem() {
        joinAll();
        assertThat(world.shards()).extracting(MediaShard::viewers).containsExactly(50, 6, 6);
        List<Long> before = received();

        world.run(Duration.ofSeconds(2));

        List<Long> more = new ArrayList<>();
        List<Long> after = received();
        for (int i = 0; i < VIEWERS; i++) {
            more.add(after.get(i) - before.get(i));
        }
        assertThat(more.stream().distinct()).hasSize(1).allMatch(count -> count > 600);
        assertThat(joined).allSatisfy(viewer -> assertThat(video(viewer).lost()).isZero());
    }

    @Test
    void countsOfAllThreadsAreTheStreams() {
        joinAll();
        world.run(Duration.ofSeconds(1));
        world.silence(CAM);
        world.run(Duration.ofSeconds(1));

        var stream = world.egress().snapshot().stream(CAM).orElseThrow();
        long sent =
                stream.peers().stream().mapToLong(peer -> peer.packetsSent()).sum();
        long counted = stream.traffic().track(MediaKind.VIDEO).packets()
                + stream.traffic().track(MediaKind.AUDIO).packets();
        assertThat(counted).isEqualTo(sent).isPositive();

        // Those that leave are not forgotten, on whichever thread they were.
        joined.forEach(viewer -> world.egress().unsubscribe(CAM, viewer.session()));
        world.run(Duration.ofSeconds(1));
        var later = world.egress().snapshot().stream(CAM).orElseThrow().traffic();
        assertThat(later.track(MediaKind.VIDEO).packets()
                        + later.track(MediaKind.AUDIO).packets())
                .isEqualTo(counted);
        assertThat(world.shards()).extracting(MediaShard::viewers).containsExactly(0, 0, 0);
        assertThat(world.egress().footprint()).isZero();
    }

    @Test
    void reportsOfAllThreadsTellTheSameClock() {
        joinAll();
        world.run(Duration.ofSeconds(3));
        // One moment of NTP time for one timestamp, whoever said it.
        Map<Integer, Long> moments = new HashMap<>();
        for (EgressWorld.Joined viewer : joined) {
            var reports = viewer.viewer().rtcp().stream()
                    .filter(RtcpPacket.SenderReport.class::isInstance)
                    .map(RtcpPacket.SenderReport.class::cast)
                    .toList();
            assertThat(reports).hasSizeGreaterThanOrEqualTo(4);
            reports.forEach(report -> assertThat(moments.computeIfAbsent(report.rtpTimestamp(), _ -> report.ntpTime()))
                    .isEqualTo(report.ntpTime()));
        }
    }

    @Test
    void endOfTheStreamReachesViewersOnEveryThread() {
        joinAll();
        world.egress().removeStream(CAM);
        world.run(Duration.ofMillis(200));

        assertThat(world.shards()).extracting(MediaShard::viewers).containsExactly(0, 0, 0);
        assertThat(world.events().of(EgressEvent.SessionEnded.class))
                .hasSize(VIEWERS)
                .allMatch(end -> end.reason() == SessionEnd.STREAM_ENDED);
        assertThat(world.egress().footprint()).isZero();
        // A new one of the same name is another stream to every thread.
        joined.clear();
        joinAll();
        world.run(Duration.ofSeconds(1));
        assertThat(received()).allMatch(count -> count > 0);
    }

    @Test
    void threadWithoutViewersIsNotSignalledAndTakesUpAgainLater() {
        joinAll();
        for (int i = 50; i < VIEWERS; i++) {
            world.egress().unsubscribe(CAM, joined.get(i).session());
        }
        world.run(Duration.ofSeconds(1));
        assertThat(world.shards()).extracting(MediaShard::viewers).containsExactly(50, 0, 0);

        EgressWorld.Joined late = world.join(CAM);
        world.run(Duration.ofSeconds(2));
        assertThat(world.shards()).extracting(MediaShard::viewers).containsExactly(50, 1, 0);
        assertThat(video(late).count()).isGreaterThan(300);
        assertThat(video(late).lost()).isZero();
    }

    private void joinAll() {
        world.live(CAM);
        for (int i = 0; i < VIEWERS; i++) {
            joined.add(world.join(CAM));
        }
        world.run(Duration.ofSeconds(1));
    }

    private List<Long> received() {
        return joined.stream().map(viewer -> video(viewer).count()).toList();
    }

    private ReceivedTrack video(EgressWorld.Joined viewer) {
        return viewer.viewer().track(world.stream(CAM).ssrc(MediaKind.VIDEO));
    }
}
