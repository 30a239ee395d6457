package org.dragonfork.server.ffmpeg;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * What came out of the legs of one run, as their receiver counts it: for everything that FFmpeg itself does not count. Not
 * thread-safe.
 */
final class LegMeter {
    private final Supplier<List<LegSnapshot>> received;
    private final Map<MediaKind, Leg> legs = new EnumMap<>(MediaKind.class);

    /** One leg; the receiver counts on from run to run, this begins at 0. */
    private static final class Leg {
        final LegSnapshot before;
        final SlidingMean pictures = new SlidingMean();
        final SlidingMean packets = new SlidingMean();
        final SlidingMean bytes = new SlidingMean();
        LegSnapshot last;

        Leg(LegSnapshot first) {
            before = first;
            last = first;
        }

        void add(LegSnapshot now, long nanos) {
            last = now;
            pictures.add(now.pictures(), nanos);
            packets.add(now.packets(), nanos);
            bytes.add(now.bytes(), nanos);
        }

        Count count(long nanos) {
            return new Count(
                    last.pictures() - before.pictures(),
                    pictures.perSecond(nanos),
                    last.packets() - before.packets(),
                    packets.perSecond(nanos),
                    last.bytes() - before.bytes(),
                    bytes.perSecond(nanos));
        }
    }

    /**
     * What was counted since the run began; rates are those of {@link SlidingMean}.
     *
     * @param pictures 0 for sound
     * @param bytes of RTP packets
     */
    record Count(
            long pictures,
            double picturesPerSecond,
            long packets,
            double packetsPerSecond,
            long bytes,
            double bytesPerSecond) {
        static final Count NONE = new Count(0, 0, 0, 0, 0, 0);

        private Count plus(Count other) {
            return new Count(
                    pictures + other.pictures,
                    picturesPerSecond + other.picturesPerSecond,
                    packets + other.packets,
                    packetsPerSecond + other.packetsPerSecond,
                    bytes + other.bytes,
                    bytesPerSecond + other.bytesPerSecond);
        }
    }

    /**
     * To be made when the run begins.
     *
     * @param received asked at each {@link #sample}; returns at once
     */
    LegMeter(Supplier<List<LegSnapshot>> received) {
        this.received = received;
        received.get().forEach(leg -> legs.put(leg.kind(), new Leg(leg)));
    }

    /** Looks at the counts; with each progress of FFmpeg, so that rates of both mean the same time. */
    void sample(long nowNanos) {
        // A leg that was not there before belongs to a plan that is newer than the run's beginning.
        received.get()
                .forEach(leg ->
                        legs.computeIfAbsent(leg.kind(), _ -> new Leg(leg)).add(leg, nowNanos));
    }

    /** Of the leg of one kind, as FFmpeg names it. */
    Count of(String type, long nowNanos) {
        return kind(type).map(legs::get).map(leg -> leg.count(nowNanos)).orElse(Count.NONE);
    }

    /** Of all legs together. */
    Count total(long nowNanos) {
        return legs.values().stream().map(leg -> leg.count(nowNanos)).reduce(Count.NONE, Count::plus);
    }

    private static Optional<MediaKind> kind(String type) {
        for (MediaKind kind : MediaKind.values()) {
            if (kind.label().equals(type)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
