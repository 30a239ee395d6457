package org.dragonfork.egress;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.egress.media.ShardMailbox;
import org.dragonfork.egress.media.Viewer;
import org.dragonfork.egress.stream.LiveStream;
import org.dragonfork.egress.stream.StreamStatus;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsEndpointFactory;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.ice.IceLiteAgent;
import org.dragonfork.webrtc.peer.OutboundTrack;
import org.dragonfork.webrtc.peer.PeerConnection;
import org.dragonfork.webrtc.sdp.CounterOffer;
import org.dragonfork.webrtc.sdp.LocalTransport;
import org.dragonfork.webrtc.sdp.NegotiatedTrack;
import org.dragonfork.webrtc.sdp.NegotiationResult;
import org.dragonfork.webrtc.sdp.OfferAnswer;
import org.dragonfork.webrtc.sdp.StreamDescription;
import org.dragonfork.webrtc.sdp.TrackDescription;
import org.dragonfork.webrtc.srtp.Aead;

/** Builds streams, answers offers and builds what serves the viewer. */
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

    /** A stream with random SSRCs and first timestamps (RFC 3550 section 5.1). */
    LiveStream stream(StreamId id, Map<MediaKind, Integer> portOf, EgressClock clock) {
        var ssrcs = new EnumMap<MediaKind, Integer>(MediaKind.class);
        var timestamps = new EnumMap<MediaKind, Integer>(MediaKind.class);
        portOf.forEach((kind, _) -> {
            ssrcs.put(kind, random.nextInt());
            timestamps.put(kind, random.nextInt());
        });
        return new LiveStream(
                id,
                portOf,
                ssrcs,
                timestamps,
                options.legTimeout().toNanos(),
                clock.nanos(),
                Math.floorDiv(clock.unixNanos(), 1_000_000_000L));
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
        return OfferAnswer.answer(offer, describe(stream, status), transport);
    }

    CounterOffer offer(LiveStream stream, StreamStatus status, LocalTransport transport) {
        return CounterOffer.of(describe(stream, status), transport);
    }

    private StreamDescription describe(LiveStream stream, StreamStatus status) {
        var tracks = new ArrayList<TrackDescription>();
        status.codecs()
                .forEach(codec ->
                        tracks.add(new TrackDescription(codec.kind().label(), codec, stream.ssrc(codec.kind()))));
        return new StreamDescription("dragonfork", cname, tracks, true);
    }

    WhepSession session(StreamId stream, ShardMailbox shard, Agreement agreed, long nowNanos) {
        SessionId id = agreed.session();
        IceCredentials local = agreed.local().credentials();
        DtlsEndpoint endpoint = endpoint(agreed, () -> shard.post(new ShardCommand.Wake(id)));
        var tracks = new ArrayList<OutboundTrack>();
        for (NegotiatedTrack track : agreed.tracks()) {
            tracks.add(new OutboundTrack(track, clockRate(agreed.codecs(), track.kind()), random.nextInt(1 << 15)));
        }
        var peer = new PeerConnection(
                new IceLiteAgent(local, agreed.remote().credentials(), options.iceTimeouts(), nowNanos),
                endpoint,
                tracks,
                cname,
                nowNanos + options.setupTimeout().toNanos(),
                aeads);
        var viewer = new Viewer(id, stream, peer, local.ufrag(), nowNanos);
        return new WhepSession(viewer, shard, agreed.local(), agreed.remote());
    }

    private DtlsEndpoint endpoint(Agreement agreed, Runnable wakeup) {
        Set<CertificateFingerprint> accepted = agreed.remote().fingerprints();
        return switch (agreed.role()) {
            case SERVER -> dtls.server(accepted, wakeup);
            case CLIENT -> dtls.client(accepted, wakeup);
        };
    }

    private static int clockRate(List<Codec> codecs, MediaKind kind) {
        return codecs.stream()
                .filter(codec -> codec.kind() == kind)
                .mapToInt(Codec::clockRate)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a track was negotiated that the stream does not have"));
    }
}
