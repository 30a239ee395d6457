package org.dragonfork.webrtc.peer;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.dtls.DtlsRole;
import org.dragonfork.webrtc.dtls.KeyingMaterial;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.ice.IceExpiry;
import org.dragonfork.webrtc.ice.IceLiteAgent;
import org.dragonfork.webrtc.ice.IceOutput;
import org.dragonfork.webrtc.rtcp.RtcpFormatException;
import org.dragonfork.webrtc.rtcp.RtcpPacket;
import org.dragonfork.webrtc.rtcp.RtcpReader;
import org.dragonfork.webrtc.rtcp.RtcpWriter;
import org.dragonfork.webrtc.rtp.NtpTime;
import org.dragonfork.webrtc.srtp.Aead;
import org.dragonfork.webrtc.srtp.SrtpReceiver;
import org.dragonfork.webrtc.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * One viewer's connection: ICE, DTLS, SRTP and RTCP composed, sending only. It is no session and knows no stream.
 *
 * <p>Control lane: after each call of {@code handle…}, each wake-up of the handshake, {@link #restartIce} or {@link #close} the owner
 * polls until nothing comes. Media lane: {@link #seal} once per packet. All methods belong to one thread; {@code nowNanos}
 * never goes back.
 *
 * <p>Order of draining: ICE, DTLS, RTCP, end.
 */
public final class PeerConnection {
    /** Room for a sender report, its SDES and the trailer of SRTCP; RTCP of one track stays far below. */
    private static final int RTCP_ROOM = 512;

    /** Largest datagram taken from a viewer: browsers stay below 1,300. */
    private static final int MAX_INBOUND = 2048;

    private final IceLiteAgent ice;
    private final DtlsEndpoint dtls;
    private final List<OutboundTrack> tracks;
    private final String cname;
    private final long secureByNanos;
    private final Aead.Provider aeads;
    private final ArrayDeque<PeerOutput> outputs = new ArrayDeque<>();
    private final ViewerFeedback feedback = new ViewerFeedback();
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private @Nullable CandidatePair pair;
    private boolean iceConnected;
    private boolean closed;
    private long droppedDatagrams;

    /**
     * @param tracks what the viewer negotiated, at most one per kind
     * @param cname the one CNAME of all tracks (RFC 3550 section 6.5.1)
     * @param secureByNanos when a handshake that is still not done ends the connection
     * @param aeads who protects media, where the viewer agrees on a profile of GCM
     */
    public PeerConnection(
            IceLiteAgent ice,
            DtlsEndpoint dtls,
            List<OutboundTrack> tracks,
            String cname,
            long secureByNanos,
            Aead.Provider aeads) {
        this.ice = ice;
        this.aeads = aeads;
        this.secureByNanos = secureByNanos;
        this.dtls = dtls;
        this.tracks = List.copyOf(tracks);
        this.cname = cname;
    }

    /** Takes one datagram in; what is not ours or not authenticated is counted and forgotten. */
    public void handleDatagram(byte[] bytes, int offset, int length, CandidatePair over, long nowNanos) {
        if (closed || length > MAX_INBOUND) {
            droppedDatagrams++;
            return;
        }
        switch (DatagramKind.of(bytes, offset, length)) {
            case STUN -> ice.handleStun(bytes, offset, length, over, nowNanos);
            case DTLS -> {
                if (ice.isValidated(over)) {
                    if (sender == null) {
                        ice.spoke(over);
                    }
                    dtls.handleDatagram(bytes, offset, length);
                } else {
                    droppedDatagrams++;
                }
            }
            case RTCP -> handleRtcp(bytes, offset, length, over, nowNanos);
            case RTP, OTHER -> droppedDatagrams++;
        }
    }

    /** Lets time pass. */
    public void handleTimeout(long nowNanos) {
        if (closed) {
            return;
        }
        ice.handleTimeout(nowNanos);
        drainIce();
        if (sender == null && !closed && nowNanos - secureByNanos >= 0) {
            end(
                    iceConnected ? CloseReason.DTLS_FAILED : CloseReason.ICE_TIMEOUT,
                    iceConnected ? "the DTLS handshake was not done in time" : "");
        }
    }

    /** When {@link #handleTimeout} wants to be called; {@code Long.MAX_VALUE} for never. */
    public long deadlineNanos() {
        if (closed) {
            return Long.MAX_VALUE;
        }
        long next = ice.deadlineNanos();
        return sender == null && (next == Long.MAX_VALUE || secureByNanos - next < 0) ? secureByNanos : next;
    }

    /** The next thing to do, in order; ask until there is nothing. */
    public Optional<PeerOutput> poll() {
        PeerOutput ready = outputs.poll();
        if (ready != null) {
            return Optional.of(ready);
        }
        drainIce();
        drainDtls();
        return Optional.ofNullable(outputs.poll());
    }

    /** RFC 8445 section 9 from the answering side: media goes on over the old pair until the new one is valid. */
    public void restartIce(IceCredentials local, IceCredentials remote, long nowNanos) {
        if (!closed) {
            ice.restart(local, remote, nowNanos);
        }
    }

    /** Whether media can be sealed and has somewhere to go. */
    public boolean isReady() {
        return sender != null && pair != null && !closed;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Whether an authenticated ICE check was seen. */
    public boolean isIceConnected() {
        return iceConnected;
    }

    /** What media goes over; present when {@link #isReady}, and the same object until it is another. */
    public @Nullable CandidatePair pair() {
        return pair;
    }

    public List<OutboundTrack> tracks() {
        return tracks;
    }

    public ViewerFeedback feedback() {
        return feedback;
    }

    /** Datagrams that were not for this peer: wrong kind, address without a valid check, or after the end. */
    public long droppedDatagrams() {
        return droppedDatagrams;
    }

    /**
     * Media lane: builds and protects one packet for this viewer. Call only when {@link #isReady}.
     *
     * @param sequence the track's sequence number
     * @param payload array that holds the payload; not changed
     * @return length of the SRTP packet in {@code target}, or a negative code of {@link
     *     org.dragonfork.webrtc.srtp.SrtpStatus}
     */
    public int seal(
            OutboundTrack track,
            int sequence,
            int timestamp,
            boolean marker,
            byte[] payload,
            int payloadOffset,
            int payloadLength,
            byte[] target,
            int targetOffset) {
        SrtpSender protection = sender;
        if (protection == null) {
            throw new IllegalStateException("seal before the handshake is done");
        }
        int header = track.writeHeader(target, targetOffset, sequence, timestamp, marker);
        int length = protection.sealRtp(target, targetOffset, header, payload, payloadOffset, payloadLength);
        if (length > 0) {
            track.sent(payloadLength);
        }
        return length;
    }

    /**
     * Builds and protects once more a packet that was sealed for this viewer before, to the same bytes.
     *
     * @return as {@link #seal}; also negative when this viewer was never given the packet
     */
    public int sealAgain(
            OutboundTrack track,
            int sequence,
            int timestamp,
            boolean marker,
            byte[] payload,
            int payloadOffset,
            int payloadLength,
            byte[] target,
            int targetOffset) {
        SrtpSender protection = sender;
        if (protection == null) {
            throw new IllegalStateException("seal before the handshake is done");
        }
        int header = track.writeHeaderAgain(target, targetOffset, sequence, timestamp, marker);
        return header < 0
                ? header
                : protection.resealRtp(target, targetOffset, header, payload, payloadOffset, payloadLength);
    }

    /**
     * Queues a sender report with CNAME for one track (RFC 3550 sections 6.4.1 and 6.5.1).
     *
     * @param ntpTime 64-bit NTP time of the media
     * @param rtpTimestamp timestamp of the track at that time
     */
    public void report(OutboundTrack track, long ntpTime, int rtpTimestamp, long nowNanos) {
        int ssrc = track.negotiated().ssrc();
        feedback.reportSent(NtpTime.middle(ntpTime), nowNanos);
        sendRtcp(List.of(
                new RtcpPacket.SenderReport(ssrc, ntpTime, rtpTimestamp, track.packets(), track.octets(), List.of()),
                new RtcpPacket.SourceDescription(ssrc, cname)));
    }

    /** Ends the connection with RTCP BYE (RFC 3550 section 6.6) and close_notify. Idempotent. */
    public void close() {
        if (!closed) {
            if (isReady()) {
                for (OutboundTrack track : tracks) {
                    int ssrc = track.negotiated().ssrc();
                    sendRtcp(List.of(
                            new RtcpPacket.ReceiverReport(ssrc, List.of()),
                            new RtcpPacket.SourceDescription(ssrc, cname),
                            new RtcpPacket.Bye(List.of(ssrc))));
                }
            }
            end(CloseReason.LOCAL, "");
        }
    }

    private void handleRtcp(byte[] bytes, int offset, int length, CandidatePair over, long nowNanos) {
        SrtpReceiver protection = receiver;
        if (protection == null || !ice.isValidated(over)) {
            droppedDatagrams++;
            return;
        }
        byte[] plain = new byte[length];
        int plainLength = protection.unprotectRtcp(bytes, offset, length, plain, 0);
        if (plainLength < 0) {
            feedback.unreadable();
            return;
        }
        ice.heard(over, nowNanos);
        try {
            List<RtcpPacket> compound = RtcpReader.read(plain, 0, plainLength);
            feedback.take(compound, tracks, nowNanos);
            for (RtcpPacket packet : compound) {
                if (packet instanceof RtcpPacket.Nack nack) {
                    missing(nack);
                } else if (packet instanceof RtcpPacket.PictureLossIndication loss) {
                    pictureWanted(loss.media());
                } else if (packet instanceof RtcpPacket.FullIntraRequest request) {
                    request.entries().forEach(entry -> pictureWanted(entry.ssrc()));
                }
            }
        } catch (RtcpFormatException _) {
            feedback.unreadable();
        }
    }

    private void missing(RtcpPacket.Nack nack) {
        for (OutboundTrack track : tracks) {
            if (track.negotiated().ssrc() == nack.media()) {
                outputs.add(new PeerOutput.Missing(
                        track,
                        nack.sequenceNumbers().stream()
                                .map(track::trackSequence)
                                .toList()));
            }
        }
    }

    private void pictureWanted(int ssrc) {
        for (OutboundTrack track : tracks) {
            if (track.negotiated().ssrc() == ssrc) {
                outputs.add(new PeerOutput.PictureWanted(track));
            }
        }
    }

    private void drainIce() {
        for (Optional<IceOutput> next = ice.poll(); next.isPresent(); next = ice.poll()) {
            switch (next.get()) {
                case IceOutput.Transmit(byte[] datagram, CandidatePair over) ->
                    outputs.add(new PeerOutput.Transmit(datagram, datagram.length, over));
                case IceOutput.Validated(CandidatePair valid) -> {
                    outputs.add(new PeerOutput.PairBound(valid));
                    if (!iceConnected) {
                        iceConnected = true;
                        outputs.add(new PeerOutput.Happened(new PeerEvent.IceConnected()));
                    }
                }
                case IceOutput.Forgotten(CandidatePair gone) -> outputs.add(new PeerOutput.PairReleased(gone));
                case IceOutput.Selected(CandidatePair selected) -> {
                    pair = selected;
                    dtls.start();
                }
                case IceOutput.Expired(IceExpiry expiry) -> {
                    switch (expiry) {
                        case NEVER_CONNECTED -> end(CloseReason.ICE_TIMEOUT, "");
                        case CONSENT_LOST -> end(CloseReason.CONSENT_LOST, "");
                    }
                }
            }
        }
    }

    private void drainDtls() {
        for (Optional<DtlsOutput> next = dtls.poll(); next.isPresent(); next = dtls.poll()) {
            switch (next.get()) {
                case DtlsOutput.Transmit(byte[] datagram) -> {
                    if (pair != null) {
                        outputs.add(new PeerOutput.Transmit(datagram, datagram.length, pair));
                    }
                }
                case DtlsOutput.Established(KeyingMaterial keys) -> {
                    boolean client = dtls.role() == DtlsRole.CLIENT;
                    sender = new SrtpSender(client ? keys.client() : keys.server(), aeads);
                    receiver = new SrtpReceiver(client ? keys.server() : keys.client());
                    outputs.add(new PeerOutput.Happened(
                            new PeerEvent.Secured(keys.server().profile())));
                }
                case DtlsOutput.Failed(var reason, String detail) ->
                    end(CloseReason.DTLS_FAILED, reason + ": " + detail);
                case DtlsOutput.PeerClosed() -> end(CloseReason.PEER_CLOSED, "");
            }
        }
    }

    private void sendRtcp(List<RtcpPacket> compound) {
        SrtpSender protection = sender;
        CandidatePair over = pair;
        if (protection == null || over == null) {
            return;
        }
        byte[] plain = new byte[RTCP_ROOM];
        int length = RtcpWriter.write(compound, plain, 0);
        byte[] sealed = new byte[RTCP_ROOM];
        int sealedLength = protection.protectRtcp(plain, 0, length, sealed, 0);
        if (sealedLength > 0) {
            outputs.add(new PeerOutput.Transmit(sealed, sealedLength, over));
        }
    }

    private void end(CloseReason reason, String detail) {
        if (closed) {
            return;
        }
        closed = true;
        dtls.close();
        // The library may hand out its close_notify or alert only now.
        drainDtls();
        outputs.add(new PeerOutput.Happened(new PeerEvent.Closed(reason, detail)));
    }
}
