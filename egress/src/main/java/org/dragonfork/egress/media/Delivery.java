package org.dragonfork.egress.media;

import org.dragonfork.webrtc.codec.MediaKind;

/** The run that is under way to one viewer, until the sink has said what became of it. One per viewer, used again. */
final class Delivery implements DatagramSink.Outcome {
    private final TrafficTotals traffic;
    private final ViewerMilestones milestones;
    private MediaKind kind = MediaKind.VIDEO;
    private int packets;
    private int bytes;
    private boolean keyFrame;
    private long arrivedNanos;

    Delivery(TrafficTotals traffic, ViewerMilestones milestones) {
        this.traffic = traffic;
        this.milestones = milestones;
    }

    /** Notes what is about to be given to the sink. */
    Delivery of(MediaKind kind, int packets, int bytes, boolean keyFrame, long arrivedNanos) {
        this.kind = kind;
        this.packets = packets;
        this.bytes = bytes;
        this.keyFrame = keyFrame;
        this.arrivedNanos = arrivedNanos;
        return this;
    }

    @Override
    public void taken(int datagrams, boolean full) {
        traffic.sent(kind, packets, datagrams, bytes, full);
        if (datagrams > 0 && milestones.isWaiting()) {
            milestones.sent(keyFrame, arrivedNanos);
        }
    }
}
