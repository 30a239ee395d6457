package org.dragonfork.egress.media;

import java.net.Inet6Address;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.peer.OutboundTrack;
import org.dragonfork.webrtc.peer.PeerConnection;
import org.dragonfork.webrtc.rtcp.RtcpReader;
import org.jspecify.annotations.Nullable;

/**
 * One viewer on its media thread: the peer connection, what of the stream it gets, and its counts. Built by the thread that
 * subscribes it, then given away; other threads read only {@link #report}, the ids and the time.
 */
public final class Viewer {
    private static final long STALL_NANOS = EgressSnapshot.PeerSnapshot.STALL_SECONDS * 1_000_000_000L;

    private final SessionId session;
    private final StreamId stream;
    private final PeerConnection peer;
    private final Set<String> ufrags = new HashSet<>();
    private final Set<CandidatePair> pairs = new HashSet<>();
    private final @Nullable OutboundTrack video;
    private final @Nullable OutboundTrack audio;
    private final boolean reducedSize;
    private final long answeredNanos;
    private volatile ViewerReport report = ViewerReport.NEW;
    private String srtpProfile = "";
    private final TrafficTotals traffic = new TrafficTotals();
    private final ViewerMilestones milestones = new ViewerMilestones(this);
    private final Delivery delivery = new Delivery(traffic, milestones);
    private @Nullable Destination destination;
    private long nextReportNanos;
    private boolean reportDue;
    private boolean stalled;
    private boolean catchingUp;
    private final ResendBudget resends = new ResendBudget();
    private final Beginnings beginnings = new Beginnings();

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
        this.reducedSize =
                peer.tracks().stream().allMatch(track -> track.negotiated().reducedSizeRtcp());
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

    /** What of the stream it gets; never changes. */
    public Set<MediaKind> kinds() {
        var kinds = EnumSet.noneOf(MediaKind.class);
        peer.tracks().forEach(track -> kinds.add(track.negotiated().kind()));
        return kinds;
    }

    /**
     * Whether a datagram of it, still encrypted, is one of its regular reports, which say nothing that must be answered. Who
     * agreed to reduced-size RTCP sends what is urgent alone (RFC 5506 section 3.4.2); from others it may stand behind the
     * report. Any thread.
     */
    public boolean canWait(byte[] bytes, int length) {
        return RtcpReader.isReport(bytes, length, reducedSize);
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

    Set<CandidatePair> pairs() {
        return pairs;
    }

    void secured(String profile) {
        srtpProfile = profile;
    }

    TrafficTotals traffic() {
        return traffic;
    }

    ViewerMilestones milestones() {
        return milestones;
    }

    /** Whether video comes to it from a place of its own in the ring, until it is where the others are. */
    boolean isCatchingUp() {
        return catchingUp;
    }

    void catchingUp(boolean now) {
        catchingUp = now;
    }

    ResendBudget resends() {
        return resends;
    }

    Beginnings beginnings() {
        return beginnings;
    }

    Delivery delivery() {
        return delivery;
    }

    /** Where media goes now; nothing while it has nowhere to go. */
    @Nullable
    @SuppressWarnings(
            "ReferenceEquality") // The peer gives the same object until it is another, and this is asked per run.
    Destination destination() {
        CandidatePair pair = peer.pair();
        Destination known = destination;
        if (pair != null && (known == null || known.pair() != pair)) {
            known = new Destination(pair);
            destination = known;
        }
        return known;
    }

    /** The way over any of its pairs; made anew only for another than that of media. */
    Destination destination(CandidatePair over) {
        Destination media = destination();
        return media != null && media.pair().equals(over) ? media : new Destination(over);
    }

    /** Whether a sender report is due; the first shortly after the first packet, then once a period. */
    boolean reportIsDue(long nowNanos, long firstNanos, long periodNanos) {
        if (traffic.packets() == 0) {
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

    /** Publishes, and looks whether anything goes out. */
    void publish(long nowNanos) {
        boolean ready = peer.isReady();
        stalled = milestones.isStalled(traffic.packets(), STALL_NANOS, nowNanos) && ready;
        publish();
    }

    void publish() {
        CandidatePair pair = peer.pair();
        String family = pair == null ? "" : pair.remote().getAddress() instanceof Inet6Address ? "ipv6" : "ipv4";
        long roundTrip = peer.feedback().roundTripNanos();
        report = new ViewerReport(
                peer.isClosed() ? "closed" : peer.isReady() ? "connected" : "connecting",
                family,
                srtpProfile,
                traffic.packets(),
                traffic.bytes(),
                traffic.dropped(),
                peer.feedback().lossFraction(),
                peer.feedback().jitterSeconds(),
                roundTrip < 0 ? -1 : roundTrip / 1e9,
                stalled);
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
