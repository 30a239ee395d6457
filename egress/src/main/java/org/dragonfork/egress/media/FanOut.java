package org.dragonfork.egress.media;

import java.util.List;
import java.util.function.BiConsumer;
import org.dragonfork.egress.stream.PacketRing;
import org.dragonfork.egress.stream.RtpLeg;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.peer.OutboundTrack;

/**
 * The way of a batch from the ring to the viewers: cut into runs of equal size, and for each viewer sealed back to back and
 * handed to the sink in one call. Which viewer comes first changes with every batch, so that nobody is always last.
 *
 * <p>The ring may be written by another thread meanwhile. A run of which a packet was overwritten while it was read is
 * counted and never sent.
 *
 * <p>Nothing is allocated here per packet or viewer. One per media thread.
 */
final class FanOut {
    /**
     * Datagrams of one run. Most of what segmentation offload gains is there at 16, and going round the viewers between the
     * runs of a large frame lets the last viewer start earlier.
     */
    static final int MAX_RUN = 16;

    /** Room for a sealed packet: header with MID extension, payload of a leg's largest packet, tag. */
    private static final int SEALED_ROOM = PacketRing.SLOT_SIZE + 64;

    private final DatagramSink sink;
    private final BiConsumer<Viewer, RuntimeException> faults;
    private final byte[] scratch = new byte[MAX_RUN * SEALED_ROOM];
    private int turn;

    /**
     * @param faults told of a defect that one viewer's state caused; may end the viewer only after {@link #send}
     */
    FanOut(DatagramSink sink, BiConsumer<Viewer, RuntimeException> faults) {
        this.sink = sink;
        this.faults = faults;
    }

    /** Sends the packets of a leg at positions {@code from} to {@code to} (exclusive) to every viewer that is ready. */
    void send(RtpLeg leg, long from, long to, List<Viewer> viewers) {
        int count = viewers.size();
        if (count == 0) {
            return;
        }
        int first = Math.floorMod(turn++, count);
        long start = afterOverrun(leg.ring(), from, to, viewers);
        while (start < to) {
            long end = endOfRun(leg.ring(), start, to);
            for (int i = 0; i < count; i++) {
                int index = first + i;
                Viewer viewer = viewers.get(index < count ? index : index - count);
                if (viewer.isCatchingUp() && leg.kind() == MediaKind.VIDEO) {
                    continue;
                }
                try {
                    sendRun(leg, start, end, viewer);
                } catch (RuntimeException fault) {
                    faults.accept(viewer, fault);
                }
            }
            // Between two runs, so that a viewer has one run under way at most.
            sink.flush();
            start = end;
        }
    }

    /** Sends packets that others have had already to one viewer. */
    void send(RtpLeg leg, long from, long to, Viewer viewer) {
        long start = from;
        try {
            while (start < to) {
                long end = endOfRun(leg.ring(), start, to);
                sendRun(leg, start, end, viewer);
                sink.flush();
                start = end;
            }
        } catch (RuntimeException fault) {
            faults.accept(viewer, fault);
        }
    }

    /** Sends packets to one viewer again, as far as it was given them and they are still there; answers how many left. */
    int sendAgain(RtpLeg leg, long from, long to, Viewer viewer) {
        int sent = 0;
        for (long position = Math.max(from, leg.ring().start()); position < to; position++) {
            if (sendAgain(leg, leg.ring().sequence(position), viewer)) {
                sent++;
            }
        }
        return sent;
    }

    /** Sends one packet to one viewer again, to the same bytes; answers whether it left. */
    boolean sendAgain(RtpLeg leg, int sequence, Viewer viewer) {
        PacketRing ring = leg.ring();
        long position = ring.find(sequence);
        OutboundTrack track = viewer.track(leg.kind());
        Destination destination = viewer.destination();
        if (position < 0
                || track == null
                || destination == null
                || !viewer.peer().isReady()) {
            return false;
        }
        int sealed = viewer.peer()
                .sealAgain(
                        track,
                        sequence,
                        ring.timestamp(position),
                        ring.marker(position),
                        ring.bytes(position),
                        ring.payloadOffset(position),
                        ring.payloadLength(position),
                        scratch,
                        0);
        return sealed > 0 && ring.holds(position) && sink.send(scratch, 0, sealed, sealed, destination) > 0;
    }

    /** A run goes on while packets have the size of its first, and ends with one that is shorter. */
    static long endOfRun(PacketRing ring, long start, long to) {
        int size = ring.payloadLength(start);
        long end = start + 1;
        while (end < to && end - start < MAX_RUN) {
            int next = ring.payloadLength(end);
            if (next > size) {
                break;
            }
            end++;
            if (next < size) {
                break;
            }
        }
        return end;
    }

    /** Where to begin when the writer came round before this thread got here. */
    private static long afterOverrun(PacketRing ring, long from, long to, List<Viewer> viewers) {
        long oldest = ring.start();
        if (from >= oldest) {
            return from;
        }
        long start = Math.min(oldest, to);
        viewers.forEach(viewer -> viewer.traffic().overrun(start - from));
        return start;
    }

    private void sendRun(RtpLeg leg, long start, long end, Viewer viewer) {
        OutboundTrack track = viewer.track(leg.kind());
        var peer = viewer.peer();
        Destination destination = viewer.destination();
        if (track == null || destination == null || !peer.isReady()) {
            return;
        }
        PacketRing ring = leg.ring();
        int length = 0;
        int segment = 0;
        int packets = 0;
        for (long position = start; position < end; position++) {
            int sealed = peer.seal(
                    track,
                    ring.sequence(position),
                    ring.timestamp(position),
                    ring.marker(position),
                    ring.bytes(position),
                    ring.payloadOffset(position),
                    ring.payloadLength(position),
                    scratch,
                    length);
            if (sealed < 0) {
                viewer.traffic().unsealed();
                continue;
            }
            if (segment == 0) {
                segment = sealed;
            }
            length += sealed;
            packets++;
        }
        if (packets == 0) {
            return;
        }
        boolean keyFrame = viewer.milestones().isWaiting() && startsPicture(leg, start, end);
        long arrivedNanos = ring.arrivedNanos(start);
        if (!ring.holds(start)) {
            viewer.traffic().overrun(packets);
            return;
        }
        sink.gather(
                scratch,
                0,
                length,
                segment,
                destination,
                viewer.delivery().of(leg.kind(), packets, length, keyFrame, arrivedNanos));
    }

    private static boolean startsPicture(RtpLeg leg, long start, long end) {
        if (leg.kind() != MediaKind.VIDEO) {
            return false;
        }
        for (long position = start; position < end; position++) {
            if (leg.ring().keyFrame(position)) {
                return true;
            }
        }
        return false;
    }
}
