package org.dragonfork.server.app;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.egress.Egress;
import org.dragonfork.egress.EgressClock;
import org.dragonfork.egress.EgressOptions;
import org.dragonfork.egress.RegisterResult;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.http.HttpEdge;
import org.dragonfork.server.http.HttpOptions;
import org.dragonfork.server.http.Readiness;
import org.dragonfork.server.net.Demultiplexer;
import org.dragonfork.server.net.ForwardSampler;
import org.dragonfork.server.net.HostCandidates;
import org.dragonfork.server.net.MediaLoop;
import org.dragonfork.server.net.MediaSockets;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.Aead;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/**
 * A second server in small, which nobody sees: a stream, a leg, a media thread, an HTTP server and viewers on loopback.
 * Viewers ask over HTTP, and packets take the whole way: socket of the leg, ring, media thread, cipher, public socket. Nothing
 * of it is counted, logged or left behind.
 */
final class Rehearsal implements AutoCloseable {
    private static final StreamId STREAM = new StreamId("warm-up");

    /** Bursts as large as a frame and single packets in turn: they differ in what is gathered. */
    private static final int BURSTS = 800;

    /** Before the first report, packets have the MID in their headers. */
    private static final int BARE_BURSTS = 20;

    private static final int BURSTS_PER_REPORT = 10;
    private static final int LATE_BURSTS = 60;

    /** Single packets after somebody left. */
    private static final int AFTERWARDS = 20;

    private static final int FRAME = 11;

    private static final int PACKET = 1200;
    private static final int PAYLOAD_TYPE = 102;

    /** Packets alone; joining takes what it takes. */
    private static final long MOST_SENDING_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final long MOST_BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

    private final BcDtlsEndpointFactory dtls;
    private final SecureRandom random;
    private final MediaSockets sockets;
    private final Egress egress;
    private final MediaLoop loop;
    private final Demultiplexer demultiplexer;
    private final HttpEdge http;
    private final DatagramSocket source;
    private final List<RehearsalViewer> viewers = new ArrayList<>();
    private final byte[] packet = new byte[PACKET];
    private InetSocketAddress leg = LOOPBACK;
    private int sequence;

    /** Binds sockets and starts threads. */
    Rehearsal(BcDtlsEndpointFactory dtls, Aead.Provider aeads, SinkChoice way, SecureRandom random) throws IOException {
        this.dtls = dtls;
        this.random = random;
        this.source = new DatagramSocket(LOOPBACK);
        this.sockets = MediaSockets.bind(LOOPBACK, way);
        EgressClock clock = new SystemClock();
        var options = new EgressOptions(
                SrtpProfile.values().length,
                SrtpProfile.values().length,
                // One leg, bound where the system likes: ports of the configuration are not touched.
                1,
                1,
                LONG,
                LONG,
                LONG,
                LONG,
                false,
                HostCandidates.collect(List.of(), LOOPBACK.getAddress(), sockets.port()));
        this.egress = new Egress(options, dtls, _ -> sockets.bindLeg(0), _ -> {}, clock, random, aeads);
        this.loop = new MediaLoop(0, sockets, egress, _ -> {}, clock, false, ForwardSampler.off());
        egress.attach(List.of(loop));
        this.demultiplexer = new Demultiplexer(sockets, egress::datagram, Optional.empty());
        this.http = new HttpEdge(HttpOptions.on(LOOPBACK), egress, Readiness::yes, _ -> {});
        loop.start();
        demultiplexer.start();
        try {
            http.start();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Lets a viewer of each common profile join and sends to them until enough has come or time is over.
     *
     * @return packets that came
     */
    int run(List<SrtpProfile> profiles, long deadline) throws IOException, InterruptedException {
        if (!goLive(deadline)) {
            return 0;
        }
        // The two that browsers choose; the third only where nothing else is allowed.
        List<SrtpProfile> common = profiles.stream()
                .filter(profile -> profile != SrtpProfile.AEAD_AES_256_GCM)
                .toList();
        for (SrtpProfile profile : common.isEmpty() ? profiles : common) {
            join(profile, deadline);
        }
        long end = Math.min(deadline, System.nanoTime() + MOST_SENDING_NANOS);
        for (int i = 0; i < BURSTS && System.nanoTime() - end < 0; i++) {
            int burst = i % 2 == 0 ? FRAME : 1;
            for (int j = 0; j < burst; j++) {
                send(j == burst - 1);
            }
            // What goes while the server's end of the handshake is not done yet is lost.
            long patience = System.nanoTime() + MOST_BURST_NANOS;
            for (RehearsalViewer viewer : viewers) {
                int goal = viewer.packets() + burst;
                while (viewer.packets() < goal && System.nanoTime() - patience < 0) {
                    viewer.work();
                }
            }
            answer(i);
        }
        // While others watch: what goes is taken out of the middle of everything.
        viewers.getFirst().leave();
        for (int i = 0; i < AFTERWARDS && System.nanoTime() - end < 0; i++) {
            send(true);
            viewers.getLast().work();
        }
        return viewers.stream().mapToInt(RehearsalViewer::packets).sum();
    }

    /** The viewers' side of what is said about packets: reports first, later that some are missing. */
    private void answer(int burst) throws IOException {
        if (burst < BARE_BURSTS || burst % BURSTS_PER_REPORT != 0) {
            return;
        }
        for (RehearsalViewer viewer : viewers) {
            viewer.report();
            if (burst >= LATE_BURSTS) {
                viewer.miss();
            }
        }
    }

    @Override
    public void close() throws IOException {
        viewers.forEach(RehearsalViewer::close);
        egress.drain();
        http.close();
        loop.close();
        demultiplexer.close();
        sockets.close();
        source.close();
    }

    private boolean goLive(long deadline) throws IOException, InterruptedException {
        if (!(egress.registerStream(STREAM, Set.of(MediaKind.VIDEO)) instanceof RegisterResult.Registered(var ports))) {
            return false;
        }
        int port = ports.values().iterator().next();
        leg = new InetSocketAddress(LOOPBACK.getAddress(), port);
        egress.expectMedia(STREAM, true);
        egress.describeLegs(
                STREAM,
                String.join(
                        "\n",
                        "v=0",
                        "o=- 0 0 IN IP4 127.0.0.1",
                        "s=-",
                        "c=IN IP4 127.0.0.1",
                        "t=0 0",
                        "m=video " + port + " RTP/AVP " + PAYLOAD_TYPE,
                        "a=rtpmap:" + PAYLOAD_TYPE + " H264/90000",
                        "a=fmtp:" + PAYLOAD_TYPE + " packetization-mode=1; profile-level-id=42C01F",
                        ""));
        send(true);
        while (!egress.snapshot().stream(STREAM).map(StreamSnapshot::live).orElse(false)) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            // A packet that came before the description counts for nothing.
            send(true);
            TimeUnit.MILLISECONDS.sleep(2);
            // Lets the thread say at once how the stream is, and not only with its next report.
            egress.planLegs(STREAM, Set.of(MediaKind.VIDEO));
        }
        return true;
    }

    private void join(SrtpProfile profile, long deadline) throws IOException {
        var viewer = new RehearsalViewer(dtls, profile, random);
        viewers.add(viewer);
        String answer = RehearsalRequest.post(http.port(), "/api/v3/whep/" + STREAM, viewer.offer());
        viewer.start(answer, new InetSocketAddress(LOOPBACK.getAddress(), sockets.port()));
        while (!viewer.isSecured() && System.nanoTime() - deadline < 0) {
            viewer.work();
        }
    }

    private void send(boolean last) throws IOException {
        // Part of a picture that is no key frame: FU-A (RFC 6184 section 5.8).
        RtpHeader.write(packet, 0, last, PAYLOAD_TYPE, sequence & 0xffff, sequence * 270, 1);
        sequence++;
        packet[RtpHeader.FIXED_LENGTH] = 0x7c;
        packet[RtpHeader.FIXED_LENGTH + 1] = 1;
        source.send(new DatagramPacket(packet, packet.length, leg));
    }
}
