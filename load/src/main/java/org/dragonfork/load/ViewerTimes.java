package org.dragonfork.load;

import org.jspecify.annotations.Nullable;

/** When a viewer came how far, from the sending of its offer on. */
final class ViewerTimes {
    private final long askedNanos;
    private long answeredNanos;
    private long connectedNanos;
    private long endedNanos;

    ViewerTimes(long askedNanos) {
        this.askedNanos = askedNanos;
    }

    void answered(long nowNanos) {
        answeredNanos = nowNanos;
    }

    void connected(long nowNanos) {
        connectedNanos = nowNanos;
    }

    void ended(long nowNanos) {
        endedNanos = nowNanos;
    }

    /** Adds those that were reached. */
    void addTo(Totals totals, @Nullable MediaReceiver media) {
        if (answeredNanos != 0) {
            totals.answer.add(answeredNanos - askedNanos);
        }
        if (connectedNanos != 0) {
            totals.connect.add(connectedNanos - askedNanos);
            totals.joined(askedNanos, connectedNanos);
        }
        if (media == null) {
            return;
        }
        if (media.firstPacketNanos() != 0) {
            totals.firstPacket.add(usableNanos(media.firstPacketNanos()) - askedNanos);
        }
        if (media.firstKeyFrameNanos() != 0) {
            totals.firstKeyFrame.add(usableNanos(media.firstKeyFrameNanos()) - askedNanos);
        } else if (endedNanos != 0) {
            totals.withoutKeyFrame(media);
        }
        totals.hop.addAll(media.hops());
    }

    /** What came right behind the handshake could be used only when that was done. */
    private long usableNanos(long arrivedNanos) {
        return arrivedNanos - connectedNanos < 0 ? connectedNanos : arrivedNanos;
    }
}
