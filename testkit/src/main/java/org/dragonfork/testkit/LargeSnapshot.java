package org.dragonfork.testkit;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.StreamTraffic;
import org.dragonfork.webrtc.codec.MediaKind;

/** What a server with many streams and viewers looks like, for measuring what looks at it. */
public final class LargeSnapshot {
    private LargeSnapshot() {}

    /**
     * A snapshot in which every stream is live and full.
     *
     * @param streams how many, named by {@link #id}
     * @param viewers how many each of them has
     */
    public static EgressSnapshot of(int streams, int viewers) {
        List<StreamSnapshot> all =
                IntStream.range(0, streams).mapToObj(i -> stream(i, viewers)).toList();
        return new EgressSnapshot(all, streams * viewers, 2 * streams * viewers, viewers, 2 * streams, 0, false);
    }

    /** The id of the stream with this number, which begins at 0; as long as those of other programs are. */
    public static StreamId id(int number) {
        return new StreamId("restreamer-ui:ingest:" + number);
    }

    private static StreamSnapshot stream(int number, int viewers) {
        List<PeerSnapshot> peers = IntStream.range(0, viewers)
                .mapToObj(i -> peer("%032x".formatted(number * viewers + i)))
                .toList();
        List<LegSnapshot> legs = List.of(leg(MediaKind.VIDEO), leg(MediaKind.AUDIO));
        return new StreamSnapshot(
                id(number), true, "", 1_777_777_777L, legs, viewers, viewers, peers, StreamTraffic.NONE);
    }

    private static PeerSnapshot peer(String session) {
        return new PeerSnapshot(
                new SessionId(session),
                "connected",
                1,
                "ipv4",
                "AEAD_AES_128_GCM",
                1000,
                1_000_000,
                0,
                0,
                0.02,
                false,
                Set.of(MediaKind.VIDEO, MediaKind.AUDIO));
    }

    private static LegSnapshot leg(MediaKind kind) {
        return new LegSnapshot(
                kind,
                40_000,
                "H264",
                "",
                1000,
                1_000_000,
                800,
                0.1,
                3,
                OptionalDouble.of(1.7e9),
                OptionalDouble.of(1.7e9),
                50,
                2e6);
    }
}
