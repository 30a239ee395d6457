package org.dragonfork.egress;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.egress.media.ShardMailbox;
import org.dragonfork.egress.media.Viewer;
import org.dragonfork.egress.stream.LiveStream;
import org.dragonfork.egress.stream.StreamStatus;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsEndpointFactory;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.ice.IceLiteAgent;
import org.dragonfork.webrtc.peer.OutboundTrack;
import org.dragonfork.webrtc.peer.PeerConnection;
import org.dragonfork.webrtc.sdp.LocalTransport;
import org.dragonfork.webrtc.sdp.NegotiatedTrack;
import org.dragonfork.webrtc.sdp.NegotiationResult;
import org.dragonfork.webrtc.sdp.OfferAnswer;
import org.dragonfork.webrtc.sdp.StreamDescription;
import org.dragonfork.webrtc.sdp.TrackDescription;

/** Answers offers and builds what serves the viewer. */
final class ViewerFactory {
    private final EgressOptions options;
    private final DtlsEndpointFactory dtls;
    private final RandomGenerator random;
    /** One name for all tracks of this server run (RFC 3550 section 6.5.1); random, so it tells nothing. */
    private final String cname;

    ViewerFactory(EgressOptions options, DtlsEndpointFactory dtls, RandomGenerator random) {
        this.options = options;
        this.dtls = dtls;
        this.random = random;
        byte[] name = new byte[12];
        random.nextBytes(name);
        this.cname = HexFormat.of().formatHex(name);
    }

    NegotiationResult negotiate(LiveStream stream, StreamStatus status, IceCredentials local, String offer) {
        var tracks = new ArrayList<TrackDescription>();
        status.codecs()
                .forEach(codec -> tracks.add(new TrackDescription(
                        codec.kind().label(), codec, stream.ssrc(codec.kind()))));
        return OfferAnswer.answer(
                offer,
                new StreamDescription("dragonfork", cname, tracks),
                new LocalTransport(
                        local, dtls.localFingerprint(), options.candidates(), random.nextLong() & Long.MAX_VALUE));
    }

    WhepSession session(
            LiveStream stream,
            ShardMailbox shard,
            IceCredentials local,
            NegotiationResult.Accepted accepted,
            long nowNanos) {
        SessionId id = SessionId.generate(random);
        IceCredentials remote = accepted.remote().credentials();
        DtlsEndpoint endpoint = dtls.server(
                accepted.remote().fingerprints(), () -> shard.post(new ShardCommand.Wake(id)));
        var tracks = new ArrayList<OutboundTrack>();
        for (NegotiatedTrack track : accepted.tracks()) {
            tracks.add(new OutboundTrack(track, random.nextInt(1 << 15)));
        }
        var peer = new PeerConnection(
                new IceLiteAgent(local, remote, options.iceTimeouts(), nowNanos),
                endpoint,
                tracks,
                cname,
                nowNanos + options.setupTimeout().toNanos());
        var viewer = new Viewer(id, stream.id(), peer, local.ufrag(), nowNanos);
        return new WhepSession(
                viewer, shard, List.copyOf(accepted.remote().mids()), options.candidates(), local, remote);
    }
}
