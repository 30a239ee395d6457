package org.dragonfork.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.egress.media.ShardMailbox;
import org.dragonfork.egress.media.Viewer;
import org.dragonfork.egress.media.ViewerReport;
import org.dragonfork.egress.session.PatchRequest;
import org.dragonfork.egress.session.PatchResult;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.sdp.LocalTransport;
import org.dragonfork.webrtc.sdp.RemoteTransport;
import org.dragonfork.webrtc.sdp.SdpFragment;
import org.dragonfork.webrtc.sdp.SdpFragmentReader;
import org.dragonfork.webrtc.sdp.SdpFragmentWriter;
import org.dragonfork.webrtc.sdp.SdpSyntaxException;

/**
 * The HTTP resource of one viewer: which ICE session is current, and under which entity-tag. Safe for use from any thread;
 * requests in flight at once are served one after the other (WHEP section 4.5.1).
 */
final class WhepSession {
    /** The tag of a session that was never restarted. */
    static final String FIRST_ETAG = etag(0);

    /** Restarts kept apart by their user name fragments; a viewer that wants more is up to no good. */
    private static final int MAX_RESTARTS = 64;

    private final SessionId id;
    private final StreamId stream;
    private final ShardMailbox shard;
    private final Viewer viewer;
    private final RemoteTransport offered;
    private final List<String> mids;
    private final List<String> ufrags = new ArrayList<>();
    private LocalTransport transport;
    private IceCredentials remote;
    private int generation;

    /**
     * @param transport what this side said of itself
     * @param offered what the other side said
     */
    WhepSession(Viewer viewer, ShardMailbox shard, LocalTransport transport, RemoteTransport offered) {
        this.id = viewer.session();
        this.stream = viewer.stream();
        this.viewer = viewer;
        this.shard = shard;
        this.offered = offered;
        this.mids = offered.mids();
        this.transport = transport;
        this.remote = offered.credentials();
        this.ufrags.add(transport.credentials().ufrag());
    }

    SessionId id() {
        return id;
    }

    StreamId stream() {
        return stream;
    }

    ShardMailbox shard() {
        return shard;
    }

    Viewer viewer() {
        return viewer;
    }

    synchronized List<String> ufrags() {
        return List.copyOf(ufrags);
    }

    /** Strong, quoted (WHEP section 4.5.1); says nothing about the credentials. */
    synchronized String etag() {
        return etag(generation);
    }

    private static String etag(int generation) {
        return "\"ice-" + generation + "\"";
    }

    /** Its state as published last. */
    PeerSnapshot snapshot(long nowNanos) {
        ViewerReport report = viewer.report();
        return new PeerSnapshot(
                id,
                report.state(),
                (nowNanos - viewer.answeredNanos()) / 1e9,
                report.addressFamily(),
                report.srtpProfile(),
                report.packetsSent(),
                report.bytesSent(),
                report.lossFraction(),
                report.jitterSeconds(),
                report.roundTripSeconds(),
                report.stalled(),
                viewer.kinds());
    }

    /**
     * Trickle or restart.
     *
     * @param fresh server credentials to use if this is a restart
     * @param candidates asked for what there is now if this is a restart; may wait
     */
    synchronized PatchResult patch(
            PatchRequest request, boolean strict, IceCredentials fresh, CandidateSource candidates) {
        SdpFragment fragment;
        try {
            fragment = SdpFragmentReader.read(request.body());
        } catch (SdpSyntaxException e) {
            return new PatchResult.Malformed("line " + e.line() + ": " + e.why());
        }
        for (String mid : fragment.mids()) {
            if (!mids.contains(mid)) {
                return new PatchResult.Malformed("the session has no m-line with mid " + mid);
            }
        }
        Optional<IceCredentials> named = fragment.credentials(offered.bundleMid());
        // Changed credentials are a restart, whatever If-Match says (WHEP section 4.5.3).
        if (named.isPresent() && !named.get().equals(remote)) {
            return mayRestart(request.ifMatch())
                    ? restart(named.get(), fresh, candidates)
                    : new PatchResult.StaleEtag();
        }
        if (request.ifMatch().isEmpty()) {
            return strict ? new PatchResult.MissingEtag() : new PatchResult.Trickled();
        }
        // A lite agent learns addresses from checks, so the candidates themselves are not needed (RFC 8445 section
        // 7.3).
        return request.ifMatch().get().trim().equals(etag()) ? new PatchResult.Trickled() : new PatchResult.StaleEtag();
    }

    private boolean mayRestart(Optional<String> ifMatch) {
        if (ifMatch.isEmpty()) {
            return true;
        }
        // The draft's example shows the star in quotes (WHEP section 4.5.3), so both spellings are taken.
        String value = ifMatch.get().trim();
        return value.equals("*") || value.equals("\"*\"") || value.equals(etag());
    }

    private PatchResult restart(IceCredentials viewers, IceCredentials fresh, CandidateSource source) {
        if (ufrags.size() > MAX_RESTARTS) {
            return new PatchResult.Unservable("this session was restarted too often; make a new one");
        }
        // A restart replaces the candidates (RFC 8445 section 9), and this side's addresses may have changed, too.
        List<IceCandidate> now = source.gather();
        List<IceCandidate> told = now.isEmpty() ? transport.candidates() : now;
        transport = new LocalTransport(fresh, transport.fingerprint(), told, transport.sessionId());
        remote = viewers;
        generation++;
        ufrags.add(fresh.ufrag());
        shard.post(new ShardCommand.RestartIce(id, fresh, viewers));
        return new PatchResult.Restarted(
                SdpFragmentWriter.restart(transport, bundleKind(), offered.bundleMid()), etag());
    }

    private MediaKind bundleKind() {
        return viewer.kindOf(offered.bundleMid()).orElse(MediaKind.VIDEO);
    }
}
