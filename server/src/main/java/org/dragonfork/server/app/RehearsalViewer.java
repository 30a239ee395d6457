package org.dragonfork.server.app;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.dtls.KeyingMaterial;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.ice.IceControllingAgent;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.ice.IceNomination;
import org.dragonfork.webrtc.ice.IceOutput;
import org.dragonfork.webrtc.ice.IceTimeouts;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/**
 * The server's own viewer: real checks and a real handshake over a real socket, reports, and a packet asked for again. It
 * counts packets and does not decrypt them. Whoever has it moves it on; it waits for a millisecond at most.
 */
final class RehearsalViewer implements AutoCloseable {
    private static final IceTimeouts TIMEOUTS = new IceTimeouts(15_000_000_000L, 30_000_000_000L);

    /** Longest wait for one datagram: what is due otherwise must not wait longer. */
    private static final int PATIENCE_MILLIS = 1;

    private final BcDtlsEndpointFactory dtls;
    private final SrtpProfile profile;
    private final SecureRandom random;
    private final IceCredentials credentials;
    private final DatagramSocket socket;
    private final DatagramPacket incoming = new DatagramPacket(new byte[2048], 2048);
    private @Nullable IceControllingAgent ice;
    private @Nullable InetSocketAddress server;
    private @Nullable DtlsEndpoint endpoint;
    private @Nullable RehearsalReports reports;
    private int packets;

    /** @param profile the only one that it offers */
    RehearsalViewer(BcDtlsEndpointFactory dtls, SrtpProfile profile, SecureRandom random) throws IOException {
        this.dtls = dtls;
        this.profile = profile;
        this.random = random;
        this.credentials = IceCredentials.generate(random);
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** As browsers write it, without what the server passes over. */
    String offer() {
        var fingerprint = dtls.localFingerprint();
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 2 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=group:BUNDLE 0",
                "m=video 9 UDP/TLS/RTP/SAVPF 108",
                "c=IN IP4 0.0.0.0",
                "a=ice-ufrag:" + credentials.ufrag(),
                "a=ice-pwd:" + credentials.pwd(),
                "a=fingerprint:" + fingerprint.algorithm() + " " + fingerprint.value(),
                "a=setup:actpass",
                "a=mid:0",
                "a=recvonly",
                "a=rtcp-mux",
                "a=rtcp-rsize",
                // Packets have it until the first report, so both ways of writing a header are gone.
                "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
                "a=rtpmap:108 H264/90000",
                "a=rtcp-fb:108 nack",
                "a=rtcp-fb:108 nack pli",
                "a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
                "");
    }

    /** Begins to connect. */
    void start(String answer, InetSocketAddress to) {
        var remote = new IceCredentials(value(answer, "a=ice-ufrag:"), value(answer, "a=ice-pwd:"));
        var agent =
                new IceControllingAgent(credentials, remote, List.of(to), IceNomination.AGGRESSIVE, TIMEOUTS, random);
        ice = agent;
        agent.start(System.nanoTime());
    }

    /** Whether the handshake is done. */
    boolean isSecured() {
        return reports != null;
    }

    /** Media packets that came. */
    int packets() {
        return packets;
    }

    /** Sends what is due and takes one datagram in. */
    void work() throws IOException {
        IceControllingAgent agent = ice;
        if (agent == null) {
            return;
        }
        transmit(agent);
        incoming.setLength(incoming.getData().length);
        try {
            socket.receive(incoming);
        } catch (SocketTimeoutException _) {
            return;
        }
        received(agent, (InetSocketAddress) incoming.getSocketAddress());
        transmit(agent);
    }

    /** Tells what came. */
    void report() throws IOException {
        RehearsalReports mine = reports;
        if (mine != null) {
            say(mine.report());
        }
    }

    /** Asks for the newest packet again. */
    void miss() throws IOException {
        RehearsalReports mine = reports;
        if (mine != null) {
            say(mine.missing());
        }
    }

    /** Says goodbye to the server, as a browser does whose tab is closed. */
    void leave() throws IOException {
        DtlsEndpoint open = endpoint;
        if (open != null) {
            open.close();
            shakeHands();
        }
    }

    @Override
    public void close() {
        DtlsEndpoint open = endpoint;
        if (open != null) {
            open.close();
        }
        socket.close();
    }

    private void say(byte[] datagram) throws IOException {
        InetSocketAddress to = server;
        if (to != null && datagram.length > 0) {
            socket.send(new DatagramPacket(datagram, datagram.length, to));
        }
    }

    private void transmit(IceControllingAgent agent) throws IOException {
        agent.handleTimeout(System.nanoTime());
        for (Optional<IceOutput> next = agent.poll(); next.isPresent(); next = agent.poll()) {
            switch (next.get()) {
                case IceOutput.Transmit(byte[] datagram, CandidatePair over) ->
                    socket.send(new DatagramPacket(datagram, datagram.length, over.remote()));
                case IceOutput.Selected(CandidatePair selected) -> greet(selected.remote());
                case IceOutput.Validated _, IceOutput.Forgotten _, IceOutput.Expired _ -> {
                    // There is one way only.
                }
            }
        }
        shakeHands();
    }

    /** By the first byte (RFC 7983 section 7). */
    private void received(IceControllingAgent agent, InetSocketAddress from) {
        byte[] bytes = incoming.getData();
        int length = incoming.getLength();
        int first = length == 0 ? -1 : bytes[0] & 0xff;
        DtlsEndpoint open = endpoint;
        if (first >= 0 && first <= 3) {
            agent.handleStun(bytes, 0, length, from, System.nanoTime());
        } else if (first >= 20 && first <= 63 && open != null) {
            open.handleDatagram(bytes, 0, length);
        } else if (first >= 128 && first <= 191 && !RtpHeader.isRtcp(bytes, 0, length)) {
            packets++;
            RehearsalReports mine = reports;
            if (mine != null) {
                mine.came(bytes, length);
            }
        }
    }

    private void greet(InetSocketAddress selected) {
        server = selected;
        if (endpoint == null) {
            endpoint = dtls.client(Set.of(dtls.localFingerprint()), List.of(profile), () -> {});
        }
    }

    private void shakeHands() throws IOException {
        DtlsEndpoint open = endpoint;
        InetSocketAddress to = server;
        if (open == null || to == null) {
            return;
        }
        for (Optional<DtlsOutput> next = open.poll(); next.isPresent(); next = open.poll()) {
            switch (next.get()) {
                case DtlsOutput.Transmit(byte[] datagram) ->
                    socket.send(new DatagramPacket(datagram, datagram.length, to));
                case DtlsOutput.Established(KeyingMaterial keys) -> reports = new RehearsalReports(keys.client());
                case DtlsOutput.Failed _, DtlsOutput.PeerClosed _ -> {
                    // Then it is not secured in time, and goes.
                }
            }
        }
    }

    private static String value(String answer, String prefix) {
        return answer.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the server's own answer has no " + prefix));
    }
}
