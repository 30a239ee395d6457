package org.dragonfork.testkit;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsFailure;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.dtls.KeyingMaterial;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.ice.IceControllingAgent;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.ice.IceNomination;
import org.dragonfork.webrtc.ice.IceOutput;
import org.dragonfork.webrtc.ice.IceState;
import org.dragonfork.webrtc.ice.IceTimeouts;
import org.dragonfork.webrtc.rtcp.ReportBlock;
import org.dragonfork.webrtc.rtcp.RtcpPacket;
import org.dragonfork.webrtc.rtcp.RtcpReader;
import org.dragonfork.webrtc.rtcp.RtcpWriter;
import org.dragonfork.webrtc.rtp.NtpTime;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.dragonfork.webrtc.srtp.SrtpReceiver;
import org.dragonfork.webrtc.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * A viewer for tests: checks, shakes hands, decrypts, counts and reports, without a socket. Works in virtual time with
 * {@link ScriptedDtls} and over a real socket with a real DTLS client.
 */
public final class TestViewer {
    private static final long HELLO_PERIOD_NANOS = 200_000_000L;
    private static final long REPORT_PERIOD_NANOS = 1_000_000_000L;
    private static final IceTimeouts TIMEOUTS = new IceTimeouts(15_000_000_000L, 30_000_000_000L);

    /** A datagram to be sent. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Outgoing(byte[] datagram, InetSocketAddress to) {}

    /** Sees each media packet in clear. */
    @FunctionalInterface
    public interface MediaTap {
        /**
         * @param packet the RTP packet from index 0; only valid during the call
         */
        void packet(byte[] packet, int length);
    }

    private final IceControllingAgent ice;
    private final DtlsEndpoint dtls;
    private final int ownSsrc;
    private final boolean keepPackets;
    private final Map<Integer, ReceivedTrack> tracks = new LinkedHashMap<>();
    private final List<RtcpPacket> rtcp = new ArrayList<>();
    private final ArrayDeque<Outgoing> outgoing = new ArrayDeque<>();
    private final byte[] plain = new byte[2048];
    private @Nullable SrtpReceiver receiver;
    private @Nullable SrtpSender sender;
    private @Nullable SrtpProfile profile;
    private @Nullable InetSocketAddress server;
    private @Nullable DtlsFailure failure;
    private long nextHelloNanos;
    private long nextReportNanos;
    private long undecryptable;
    private long elsewhere;
    private long firstPacketNanos = -1;
    private boolean greeted;
    private boolean serverClosed;
    private boolean reporting = true;
    private MediaTap tap = (_, _) -> {};

    /**
     * @param local credentials of the offer
     * @param dtls client side, with the answer's fingerprint as the only one accepted
     * @param keepPackets whether single packets are kept for assertions
     */
    public TestViewer(
            IceCredentials local,
            TestAnswer answer,
            DtlsEndpoint dtls,
            boolean keepPackets,
            RandomGenerator random,
            long nowNanos) {
        this.ice = new IceControllingAgent(
                local, answer.credentials(), answer.candidates(), IceNomination.AGGRESSIVE, TIMEOUTS, random);
        this.dtls = dtls;
        this.keepPackets = keepPackets;
        this.ownSsrc = random.nextInt();
        this.nextReportNanos = nowNanos + REPORT_PERIOD_NANOS;
        this.nextHelloNanos = nowNanos;
        ice.start(nowNanos);
        drain();
    }

    /** Takes a datagram in. */
    public void handleDatagram(byte[] bytes, int offset, int length, InetSocketAddress from, long nowNanos) {
        int first = length == 0 ? -1 : bytes[offset] & 0xff;
        if (first >= 0 && first <= 3) {
            ice.handleStun(bytes, offset, length, from, nowNanos);
        } else if (!from.equals(server)) {
            elsewhere++;
        } else if (first >= 20 && first <= 63) {
            dtls.handleDatagram(bytes, offset, length);
        } else if (first >= 128 && first <= 191) {
            handleMedia(bytes, offset, length, nowNanos);
        }
        drain();
    }

    /** Lets time pass: checks, hello of a scripted handshake, receiver reports. */
    public void handleTimeout(long nowNanos) {
        ice.handleTimeout(nowNanos);
        drain();
        if (server != null && sender == null && nowNanos - nextHelloNanos >= 0) {
            nextHelloNanos = nowNanos + HELLO_PERIOD_NANOS;
            greet();
        }
        if (sender != null && reporting && nowNanos - nextReportNanos >= 0) {
            nextReportNanos = nowNanos + REPORT_PERIOD_NANOS;
            report(nowNanos);
        }
        drain();
    }

    /** What a real handshake has to say after it woke its owner. */
    public void wake() {
        drain();
    }

    /** When {@link #handleTimeout} wants to be called. */
    public long deadlineNanos() {
        long next = ice.deadlineNanos();
        if (server != null && sender == null && (next == Long.MAX_VALUE || nextHelloNanos - next < 0)) {
            next = nextHelloNanos;
        }
        if (sender != null && (next == Long.MAX_VALUE || nextReportNanos - next < 0)) {
            next = nextReportNanos;
        }
        return next;
    }

    /** The next datagram to send. */
    public Optional<Outgoing> poll() {
        return Optional.ofNullable(outgoing.poll());
    }

    /** Says close_notify. */
    public void close() {
        dtls.close();
        drain();
    }

    /** Sends RTCP of the test's choice. */
    public void send(List<RtcpPacket> compound) {
        SrtpSender protection = sender;
        InetSocketAddress to = server;
        if (protection == null || to == null) {
            throw new AssertionError("the viewer is not connected yet");
        }
        byte[] clear = new byte[1500];
        int length = RtcpWriter.write(compound, clear, 0);
        byte[] sealed = new byte[1600];
        int sealedLength = protection.protectRtcp(clear, 0, length, sealed, 0);
        outgoing.add(new Outgoing(java.util.Arrays.copyOf(sealed, sealedLength), to));
    }

    /** Whether receiver reports are sent once a second. */
    public void reporting(boolean on) {
        reporting = on;
    }

    /** Shows each media packet, right after it was decrypted. */
    public void tap(MediaTap media) {
        tap = media;
    }

    public boolean isIceConnected() {
        return ice.state() == IceState.CONNECTED;
    }

    /** Whether the handshake is done. */
    public boolean isSecured() {
        return sender != null;
    }

    public Optional<SrtpProfile> profile() {
        return Optional.ofNullable(profile);
    }

    public Optional<DtlsFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the server said close_notify. */
    public boolean isServerClosed() {
        return serverClosed;
    }

    /** Tracks by SSRC, in the order they were first seen. */
    public Map<Integer, ReceivedTrack> tracks() {
        return tracks;
    }

    /** The track of this SSRC; fails when nothing came of it. */
    public ReceivedTrack track(int ssrc) {
        ReceivedTrack track = tracks.get(ssrc);
        if (track == null) {
            throw new AssertionError("no packet of SSRC " + ssrc);
        }
        return track;
    }

    /** RTCP of the server, in order. */
    public List<RtcpPacket> rtcp() {
        return rtcp;
    }

    /** Packets that did not authenticate. */
    public long undecryptable() {
        return undecryptable;
    }

    /** Datagrams from another address than the selected one, which a browser drops. */
    public long fromElsewhere() {
        return elsewhere;
    }

    /** Packets of all tracks. */
    public long packets() {
        return tracks.values().stream().mapToLong(ReceivedTrack::count).sum();
    }

    /** When the first media packet came, negative before. */
    public long firstPacketNanos() {
        return firstPacketNanos;
    }

    private void handleMedia(byte[] bytes, int offset, int length, long nowNanos) {
        SrtpReceiver protection = receiver;
        if (protection == null) {
            return;
        }
        if (RtpHeader.isRtcp(bytes, offset, length)) {
            int clear = protection.unprotectRtcp(bytes, offset, length, plain, 0);
            if (clear < 0) {
                undecryptable++;
                return;
            }
            for (RtcpPacket packet : RtcpReader.read(plain, 0, clear)) {
                rtcp.add(packet);
                if (packet instanceof RtcpPacket.SenderReport report) {
                    ReceivedTrack track = tracks.get(report.ssrc());
                    if (track != null) {
                        track.senderReport(NtpTime.middle(report.ntpTime()), nowNanos);
                    }
                }
            }
            return;
        }
        int clear = protection.unprotectRtp(bytes, offset, length, plain, 0);
        if (clear < 0) {
            undecryptable++;
            return;
        }
        if (firstPacketNanos < 0) {
            firstPacketNanos = nowNanos;
        }
        tap.packet(plain, clear);
        int header = RtpHeader.headerLength(plain, 0, clear);
        tracks.computeIfAbsent(RtpHeader.ssrc(plain, 0), ssrc -> new ReceivedTrack(ssrc, keepPackets))
                .add(new ReceivedTrack.Packet(
                        RtpHeader.sequenceNumber(plain, 0),
                        Integer.toUnsignedLong(RtpHeader.timestamp(plain, 0)),
                        RtpHeader.marker(plain, 0),
                        RtpHeader.payloadType(plain, 0),
                        clear - header));
    }

    private void greet() {
        switch (dtls) {
            case ScriptedDtls.Client scripted -> scripted.hello();
            case ScriptedDtls.Server _ -> {
                // The other side says the first word.
            }
            // A real client starts by itself at its first datagram; nothing to feed it but its own start.
            default -> {
                if (!greeted && dtls instanceof Startable startable) {
                    startable.begin();
                }
            }
        }
        greeted = true;
    }

    /** A DTLS client that begins when told to. */
    @FunctionalInterface
    public interface Startable {
        void begin();
    }

    private void drain() {
        for (Optional<IceOutput> next = ice.poll(); next.isPresent(); next = ice.poll()) {
            switch (next.get()) {
                case IceOutput.Transmit(byte[] datagram, CandidatePair over) ->
                    outgoing.add(new Outgoing(datagram, over.remote()));
                case IceOutput.Selected(CandidatePair selected) -> {
                    server = selected.remote();
                    if (!greeted) {
                        greet();
                    }
                }
                case IceOutput.Validated _, IceOutput.Forgotten _, IceOutput.Expired _ -> {
                    // The agent's state says it too.
                }
            }
        }
        for (Optional<DtlsOutput> next = dtls.poll(); next.isPresent(); next = dtls.poll()) {
            switch (next.get()) {
                case DtlsOutput.Transmit(byte[] datagram) -> {
                    if (server != null) {
                        outgoing.add(new Outgoing(datagram, server));
                    }
                }
                case DtlsOutput.Established(KeyingMaterial keys) -> {
                    boolean server = dtls instanceof ScriptedDtls.Server;
                    receiver = new SrtpReceiver(server ? keys.client() : keys.server());
                    sender = new SrtpSender(server ? keys.server() : keys.client());
                    profile = keys.server().profile();
                }
                case DtlsOutput.Failed(DtlsFailure reason, String _) -> failure = reason;
                case DtlsOutput.PeerClosed() -> serverClosed = true;
            }
        }
    }

    /** Asks for packets again, as a browser does when it sees a gap. */
    public void nack(int ssrc, List<Integer> sequences) {
        send(List.of(new RtcpPacket.Nack(ownSsrc, ssrc, sequences)));
    }

    /** Asks for a picture that needs no other, as a browser does when it has nothing to show. */
    public void pictureLost(int ssrc) {
        send(List.of(new RtcpPacket.PictureLossIndication(ownSsrc, ssrc)));
    }

    private void report(long nowNanos) {
        var blocks = new ArrayList<ReportBlock>();
        for (ReceivedTrack track : tracks.values()) {
            int delay = track.lastReportMiddle() == 0 ? 0 : NtpTime.shortOfNanos(nowNanos - track.lastReportNanos());
            blocks.add(new ReportBlock(
                    track.ssrc(),
                    track.fractionLost(),
                    (int) Math.min(track.lost(), 0x7fffff),
                    track.extendedHighest(),
                    0,
                    track.lastReportMiddle(),
                    delay));
        }
        if (!blocks.isEmpty()) {
            send(List.of(new RtcpPacket.ReceiverReport(ownSsrc, blocks)));
        }
    }
}
