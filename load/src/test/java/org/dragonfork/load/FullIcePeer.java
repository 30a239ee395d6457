package org.dragonfork.load;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.peer.DatagramKind;
import org.dragonfork.webrtc.rtcp.RtcpPacket;
import org.dragonfork.webrtc.rtcp.RtcpReader;
import org.dragonfork.webrtc.rtp.BigEndian;
import org.dragonfork.webrtc.rtp.NtpTime;
import org.dragonfork.webrtc.rtp.OneByteExtensions;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.dragonfork.webrtc.srtp.SrtpReceiver;
import org.dragonfork.webrtc.srtp.SrtpSender;
import org.dragonfork.webrtc.stun.MessageIntegrity;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.dragonfork.webrtc.stun.StunReader;
import org.dragonfork.webrtc.stun.StunWriter;
import org.dragonfork.webrtc.stun.TransactionId;
import org.jspecify.annotations.Nullable;

/**
 * One peer of a server unlike ours, as libraries for Go and Python make them: a full ICE agent that checks as well, begins
 * the handshake, takes AES-CM only, and stamps its packets with the time of capture.
 */
final class FullIcePeer implements AutoCloseable {
    private static final int SSRC = 77;
    private static final int PERIOD_MILLIS = 10;

    private final SecureRandom random = new SecureRandom();
    private final IceCredentials local = IceCredentials.generate(random);
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
    private final BcDtlsEndpointFactory dtls;
    private final IceCredentials remote;
    private final CertificateFingerprint fingerprint;
    private final InetSocketAddress candidate;
    private final Thread thread = Thread.ofPlatform().daemon(true).unstarted(this::run);
    final AtomicInteger checksAnswered = new AtomicInteger();
    final AtomicInteger reports = new AtomicInteger();
    final AtomicInteger byes = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private volatile boolean stopping;
    private @Nullable InetSocketAddress selected;
    private @Nullable DtlsEndpoint endpoint;
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private int sequence;

    FullIcePeer(BcDtlsEndpointFactory dtls, String offer) throws IOException {
        this.dtls = dtls;
        this.remote = new IceCredentials(found("a=ice-ufrag:(\\S+)", offer, 1), found("a=ice-pwd:(\\S+)", offer, 1));
        this.fingerprint = new CertificateFingerprint("sha-256", found("a=fingerprint:sha-256 (\\S+)", offer, 1));
        String address = "a=candidate:1 1 udp \\d+ (\\S+) (\\d+) typ host";
        this.candidate = new InetSocketAddress(
                InetAddress.ofLiteral(found(address, offer, 1)), Integer.parseInt(found(address, offer, 2)));
        socket.setSoTimeout(PERIOD_MILLIS);
    }

    String answer() {
        thread.start();
        return AnswerText.active(
                local.ufrag(), local.pwd(), dtls.localFingerprint().value(), socket.getLocalPort());
    }

    private static String found(String pattern, String offer, int group) {
        Matcher matcher = Pattern.compile(pattern).matcher(offer);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in the offer:\n" + offer);
        }
        return matcher.group(group);
    }

    private void run() {
        byte[] bytes = new byte[2048];
        var datagram = new DatagramPacket(bytes, bytes.length);
        try {
            while (!stopping) {
                datagram.setLength(bytes.length);
                try {
                    socket.receive(datagram);
                    handle(bytes, datagram.getLength(), (InetSocketAddress) datagram.getSocketAddress());
                } catch (SocketTimeoutException _) {
                    // The first comes before the viewer has the answer.
                    if (checksAnswered.get() == 0) {
                        send(check(), candidate);
                    }
                    media();
                }
                drain();
            }
        } catch (IOException e) {
            if (!stopping) {
                throw new AssertionError(e);
            }
        }
    }

    private byte[] check() {
        return StunWriter.write(
                StunMessage.binding(
                        StunClass.REQUEST,
                        TransactionId.generate(random),
                        List.of(
                                new StunAttribute.Username(remote.ufrag() + ":" + local.ufrag()),
                                new StunAttribute.IceControlled(1),
                                new StunAttribute.Priority(1))),
                new MessageIntegrity(remote.pwd()));
    }

    private void handle(byte[] bytes, int length, InetSocketAddress from) throws IOException {
        switch (DatagramKind.of(bytes, 0, length)) {
            case STUN -> stun(bytes, length, from);
            case DTLS -> {
                if (endpoint != null) {
                    endpoint.handleDatagram(bytes, 0, length);
                }
            }
            case RTCP -> rtcp(bytes, length);
            case RTP, OTHER -> throw new AssertionError("a viewer sends no media");
        }
    }

    private void stun(byte[] bytes, int length, InetSocketAddress from) throws IOException {
        StunMessage message = StunReader.read(bytes, 0, length).orElseThrow();
        if (message.isBinding(StunClass.SUCCESS)) {
            checksAnswered.addAndGet(new MessageIntegrity(remote.pwd()).verify(bytes, 0, length) ? 1 : 0);
            return;
        }
        var integrity = new MessageIntegrity(local.pwd());
        if (!message.isBinding(StunClass.REQUEST) || !integrity.verify(bytes, 0, length)) {
            throw new AssertionError("no authentic check: " + message);
        }
        send(
                StunWriter.write(
                        StunMessage.binding(
                                StunClass.SUCCESS,
                                message.transactionId(),
                                List.of(new StunAttribute.XorMappedAddress(from))),
                        integrity),
                from);
        if (message.has(StunAttribute.UseCandidate.class) && endpoint == null) {
            selected = from;
            endpoint = dtls.client(Set.of(fingerprint), List.of(SrtpProfile.AES128_CM_HMAC_SHA1_80), () -> {});
        }
    }

    private void rtcp(byte[] bytes, int length) {
        int clear = receiver == null ? -1 : receiver.unprotectRtcp(bytes, 0, length, bytes, 0);
        if (clear < 0) {
            throw new AssertionError("RTCP that is not authentic");
        }
        for (RtcpPacket packet : RtcpReader.read(bytes, 0, clear)) {
            switch (packet) {
                case RtcpPacket.ReceiverReport report ->
                    reports.addAndGet(report.blocks().size());
                case RtcpPacket.Bye _ -> byes.incrementAndGet();
                default -> {}
            }
        }
    }

    private void drain() throws IOException {
        while (endpoint != null) {
            Optional<DtlsOutput> output = endpoint.poll();
            if (output.isEmpty()) {
                return;
            }
            switch (output.get()) {
                case DtlsOutput.Transmit(byte[] datagram) -> send(datagram, selected);
                case DtlsOutput.Established established -> {
                    sender = new SrtpSender(established.keys().client());
                    receiver = new SrtpReceiver(established.keys().server());
                }
                case DtlsOutput.PeerClosed _ -> closed.incrementAndGet();
                case DtlsOutput.Failed failed -> throw new AssertionError(failed);
            }
        }
    }

    /** A key frame of one packet, captured now. */
    private void media() throws IOException {
        if (sender == null || closed.get() > 0) {
            return;
        }
        byte[] packet = new byte[200];
        RtpHeader.write(packet, 0, true, 102, sequence, sequence * 900, SSRC);
        sequence++;
        RtpHeader.setExtension(packet, 0, true);
        byte[] stamp = new byte[8];
        Instant now = Instant.now();
        BigEndian.put64(stamp, 0, NtpTime.ofUnixNanos(now.getEpochSecond() * 1_000_000_000L + now.getNano()));
        int end = OneByteExtensions.append(packet, OneByteExtensions.begin(packet, 12), 6, stamp);
        int payload = 12 + OneByteExtensions.finish(packet, 12, end);
        packet[payload] = 0x65;
        int length = sender.protectRtp(packet, 0, payload + 100, packet, 0);
        send(Arrays.copyOf(packet, length), selected);
    }

    private void send(byte[] datagram, @Nullable InetSocketAddress to) throws IOException {
        if (to != null) {
            socket.send(new DatagramPacket(datagram, datagram.length, to));
        }
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        socket.close();
    }
}
