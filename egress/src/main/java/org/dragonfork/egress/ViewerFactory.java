package org.dragonfork.egress;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.egress.media.ShardMailbox;
import org.dragonfork.egress.media.Viewer;
import org.dragonfork.egress.stream.LiveStream;
import org.dragonfork.egress.stream.StreamStatus;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsEndpointFactory;
import org.dragonfork.webrtc.ice.IceCandidate;
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
import org.dragonfork.webrtc.srtp.Aead;

/** Answers offers and builds what serves the viewer. */
final class ViewerFactory {
    private final EgressOptions options;
    private final DtlsEndpointFactory dtls;
    private final RandomGenerator random;
    private final Aead.Provider aeads;
    /** One name for all tracks of this server run (RFC 3550 section 6.5.1); random, so it tells nothing. */
    private final String cname;

    ViewerFactory(EgressOptions options, DtlsEndpointFactory dtls, RandomGenerator random, Aead.Provider aeads) {
        this.aeads = aeads;
        this.options = options;
        this.dtls = dtls;
        this.random = random;
        byte[] name = new byte[12];
        random.nextBytes(name);
        this.cname = HexFormat.of().formatHex(name);
    }

    /** What the answer says of this side, with fresh credentials; nothing when there is no address to say. May wait. */
    Optional<LocalTransport> transport() {
        List<IceCandidate> candidates = options.candidates().gather();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LocalTransport(
                IceCredentials.generate(random),
                dtls.localFingerprint(),
                candidates,
                random.nextLong() & Long.MAX_VALUE));
    }

    NegotiationResult negotiate(LiveStream stream, StreamStatus status, LocalTransport transport, String offer) {
        var tracks = new ArrayList<TrackDescription>();
        status.codecs()
                .forEach(codec ->
                        tracks.add(new TrackDescription(codec.kind().label(), codec, stream.ssrc(codec.kind()))));
        return OfferAnswer.answer(offer, new StreamDescription("dragonfork", cname, tracks, true), transport);
    }

    WhepSession session(
            LiveStream stream,
            StreamStatus status,
            ShardMailbox shard,
            LocalTransport transport,
            NegotiationResult.Accepted accepted,
            long nowNanos) {
        SessionId id = SessionId.generate(random);
        IceCredentials local = transport.credentials();
        DtlsEndpoint endpoint =
                dtls.server(accepted.remote().fingerprints(), () -> shard.post(new ShardCommand.Wake(id)));
        var tracks = new ArrayList<OutboundTrack>();
        for (NegotiatedTrack track : accepted.tracks()) {
            tracks.add(new OutboundTrack(track, clockRate(status, track.kind()), random.nextInt(1 << 15)));
        }
        var peer = new PeerConnection(
                new IceLiteAgent(local, accepted.remote().credentials(), options.iceTimeouts(), nowNanos),
                endpoint,
                tracks,
                cname,
                nowNanos + options.setupTimeout().toNanos(),
                aeads);
        var viewer = new Viewer(id, stream.id(), peer, local.ufrag(), nowNanos);
        return new WhepSession(viewer, shard, transport, accepted.remote());
    }

    private static int clockRate(StreamStatus status, MediaKind kind) {
        return status.codecs().stream()
                .filter(codec -> codec.kind() == kind)
                .mapToInt(Codec::clockRate)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a track was negotiated that the stream does not have"));
    }
}
