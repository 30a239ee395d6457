package org.dragonfork.egress.media;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.peer.OutboundTrack;
import org.dragonfork.webrtc.peer.PeerConnection;
import org.jspecify.annotations.Nullable;

/**
 * One viewer on its media thread: the peer connection, what of the stream it gets, and its counts. Built by the thread that
 * subscribes it, then given away; other threads read only {@link #report}, the ids and the time.
 */
public final class Viewer {
    private final SessionId session;
    private final StreamId stream;
    private final PeerConnection peer;
    private final Set<String> ufrags = new HashSet<>();
    private final Set<InetSocketAddress> addresses = new HashSet<>();
    private final @Nullable OutboundTrack video;
    private final @Nullable OutboundTrack audio;
    private final long answeredNanos;
    private volatile ViewerReport report = ViewerReport.NEW;
    private String srtpProfile = "";
    private long bytesSent;
    private long packetsSent;
    private long packetsDropped;
    private long nextReportNanos;
    private boolean reportDue;
    private boolean iceSettled;

    /**
     * @param ufrag the server's user name fragment of the session
     * @param answeredNanos when the answer was made
     */
    public Viewer(SessionId session, StreamId stream, PeerConnection peer, String ufrag, long answeredNanos) {
        this.session = session;
        this.stream = stream;
        this.peer = peer;
        this.answeredNanos = answeredNanos;
        this.ufrags.add(ufrag);
        this.video = track(peer, MediaKind.VIDEO);
        this.audio = track(peer, MediaKind.AUDIO);
    }

    public SessionId session() {
        return session;
    }

    public StreamId stream() {
        return stream;
    }

    public long answeredNanos() {
        return answeredNanos;
    }

    /** The newest published numbers; any thread. */
    public ViewerReport report() {
        return report;
    }

    /** The kind of the m-line with this mid, when the viewer gets it. */
    public Optional<MediaKind> kindOf(String mid) {
        return peer.tracks().stream()
                .filter(track -> track.negotiated().mid().equals(mid))
                .map(track -> track.negotiated().kind())
                .findFirst();
    }

    PeerConnection peer() {
        return peer;
    }

    @Nullable
    OutboundTrack track(MediaKind kind) {
        return switch (kind) {
            case VIDEO -> video;
            case AUDIO -> audio;
        };
    }

    Set<String> ufrags() {
        return ufrags;
    }

    Set<InetSocketAddress> addresses() {
        return addresses;
    }

    void secured(String profile) {
        srtpProfile = profile;
    }

    /** Whether this is the first end of ICE; the answer is true once. */
    boolean settleIce() {
        boolean first = !iceSettled;
        iceSettled = true;
        return first;
    }

    void sent(int packets, int taken, int bytes) {
        packetsSent += taken;
        packetsDropped += packets - taken;
        bytesSent += bytes;
    }

    void dropped(int packets) {
        packetsDropped += packets;
    }

    /** Whether a sender report is due; the first shortly after the first packet, then once a period. */
    boolean reportIsDue(long nowNanos, long firstNanos, long periodNanos) {
        if (packetsSent == 0) {
            return false;
        }
        if (!reportDue) {
            reportDue = true;
            nextReportNanos = nowNanos + firstNanos;
        }
        if (nowNanos - nextReportNanos < 0) {
            return false;
        }
        nextReportNanos = nowNanos + periodNanos;
        return true;
    }

    void publish() {
        InetSocketAddress address = peer.address();
        String family = address == null ? "" : address.getAddress() instanceof Inet6Address ? "ipv6" : "ipv4";
        long roundTrip = peer.feedback().roundTripNanos();
        report = new ViewerReport(
                peer.isClosed() ? "closed" : peer.isReady() ? "connected" : "connecting",
                family,
                srtpProfile,
                packetsSent,
                bytesSent,
                packetsDropped,
                peer.feedback().lossFraction(),
                peer.feedback().jitterSeconds(),
                roundTrip < 0 ? -1 : roundTrip / 1e9);
    }

    private static @Nullable OutboundTrack track(PeerConnection peer, MediaKind kind) {
        for (OutboundTrack track : peer.tracks()) {
            if (track.negotiated().kind() == kind) {
                return track;
            }
        }
        return null;
    }
}
