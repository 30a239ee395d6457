package org.dragonfork.server.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.webrtc.codec.MediaKind;
import org.jspecify.annotations.Nullable;

/**
 * One stream as JSON; a number that is not known is {@code null}. The ports and {@code peers} are where clients of the
 * original look.
 *
 * @param plan what was decided for its tracks, {@code null} before that
 */
record StreamView(
        String id,
        String state,
        boolean live,
        String notLiveReason,
        long createdAt,
        int viewers,
        int maxViewers,
        List<LegView> legs,
        @Nullable StreamPlan plan,
        int peers,
        @Nullable Integer videoPort,
        @Nullable Integer audioPort) {

    static StreamView of(StreamSnapshot stream, Optional<StreamPlan> plan, double now) {
        return new StreamView(
                stream.id().value(),
                stream.live() ? "live" : stream.asleep() ? "asleep" : "not_live",
                stream.live(),
                stream.notLiveReason(),
                stream.createdAtEpochSeconds(),
                stream.viewers(),
                stream.maxViewers(),
                stream.legs().stream().map(leg -> LegView.of(leg, now)).toList(),
                plan.orElse(null),
                stream.peers().size(),
                port(stream, MediaKind.VIDEO),
                port(stream, MediaKind.AUDIO));
    }

    private static @Nullable Integer port(StreamSnapshot stream, MediaKind kind) {
        return stream.legs().stream()
                .filter(leg -> leg.kind() == kind)
                .map(LegSnapshot::port)
                .findFirst()
                .orElse(null);
    }

    /** A number, or {@code null} for one that stands for none. */
    static @Nullable Double known(double value) {
        return value < 0 || Double.isNaN(value) || Double.isInfinite(value) ? null : rounded(value);
    }

    /** Three digits behind the point: more are noise. */
    static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }

    /** @param secondsSinceLastKeyFrame of video only */
    record LegView(
            String kind,
            int port,
            String codec,
            String profile,
            long packets,
            long bytes,
            long lostPackets,
            @Nullable Double packetsPerSecond,
            @Nullable Double bitsPerSecond,
            @Nullable Double secondsSinceLastPacket,
            @Nullable Double secondsSinceLastKeyFrame) {
        static LegView of(LegSnapshot leg, double now) {
            return new LegView(
                    leg.kind().label(),
                    leg.port(),
                    leg.codec(),
                    leg.profile(),
                    leg.packets(),
                    leg.bytes(),
                    leg.lostPackets(),
                    known(leg.packetsPerSecond()),
                    known(leg.bitsPerSecond()),
                    known(leg.secondsSinceLastPacket()),
                    since(leg.lastKeyFrameEpochSeconds(), now));
        }

        private static @Nullable Double since(OptionalDouble moment, double now) {
            return moment.isPresent() ? known(Math.max(0, now - moment.getAsDouble())) : null;
        }
    }
}
