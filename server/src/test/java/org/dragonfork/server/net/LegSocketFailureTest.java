package org.dragonfork.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.HandshakeLimits;
import org.dragonfork.dtls.bc.SelfSignedCertificate;
import org.dragonfork.egress.Egress;
import org.dragonfork.egress.EgressClock;
import org.dragonfork.egress.EgressOptions;
import org.dragonfork.egress.RegisterResult;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.LegFailure;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.ffmpeg.Tone;
import org.dragonfork.testkit.RecordingObserver;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Errors of a leg's socket with a real FFmpeg at its other end (decision D17). A socket that is connected to FFmpeg's own port
 * learns from the system when nobody is there any more (ICMP port unreachable), which is a real error of reading.
 */
class LegSocketFailureTest {
    private static final StreamId CAM = new StreamId("cam");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final EgressClock CLOCK = new EgressClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long unixNanos() {
            return System.currentTimeMillis() * 1_000_000;
        }
    };

    private final RecordingObserver events = new RecordingObserver();
    private final AtomicReference<DatagramChannel> leg = new AtomicReference<>();
    private boolean portsAreTaken;
    private Egress egress;
    private MediaLoop loop;

    @BeforeEach
    void start() throws IOException {
        var random = new SecureRandom();
        var options = new EgressOptions(
                8,
                64,
                41_500,
                41_509,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                false,
                List.of(new IceCandidate(new InetSocketAddress(LOOPBACK, 9), 65_535)));
        var dtls = new BcDtlsEndpointFactory(
                SelfSignedCertificate.generate(Instant.now(), random),
                random,
                List.of(SrtpProfile.AEAD_AES_128_GCM),
                HandshakeLimits.defaults());
        egress = new Egress(
                options,
                dtls,
                port -> {
                    if (portsAreTaken) {
                        return Optional.empty();
                    }
                    var socket = NioLegSocket.bind(port);
                    socket.ifPresent(bound -> leg.set(((NioLegSocket) bound).channel()));
                    return socket;
                },
                events,
                CLOCK,
                random);
        loop = new MediaLoop(
                0, (_, _, _, _, _) -> 0, new NioLegReader(CLOCK), egress, events, CLOCK, false, ForwardSampler.off());
        egress.attach(List.of(loop));
        loop.start();
    }

    @AfterEach
    void stop() {
        egress.removeStream(CAM);
        loop.close();
    }

    @Test
    void readsThatFailAreOneFailureUntilTheNextPacketOfFfmpeg() throws Exception {
        int port = register();
        int source = freePort();
        DatagramChannel channel = leg.get();
        channel.connect(new InetSocketAddress(LOOPBACK, source));
        for (int incident = 1; incident <= 2; incident++) {
            long before = packets();
            Process ffmpeg = ffmpeg(port, source);
            try {
                Await.until("FFmpeg is heard", PATIENCE, () -> packets() > before + 10);
            } finally {
                ffmpeg.destroyForcibly().waitFor();
            }
            int count = incident;
            for (int i = 0; i < 3; i++) {
                provoke(channel);
                Await.until("the error is read", PATIENCE, () -> failures().size() >= count);
            }
            assertThat(failures()).hasSize(incident);
        }

        assertThat(failures()).allSatisfy(failed -> {
            assertThat(failed.reason()).isEqualTo(LegFailure.SOCKET);
            assertThat(failed.leg()).isEqualTo(MediaKind.AUDIO);
            assertThat(failed.detail()).contains(Integer.toString(port));
        });
    }

    @Test
    void portsThatOtherProgramsHaveAreAFailureOfTheLeg() {
        portsAreTaken = true;

        assertThat(egress.registerStream(CAM, Set.of(MediaKind.AUDIO))).isInstanceOf(RegisterResult.NoPorts.class);

        assertThat(failures()).singleElement().satisfies(failed -> {
            assertThat(failed.reason()).isEqualTo(LegFailure.SOCKET);
            assertThat(failed.leg()).isEqualTo(MediaKind.AUDIO);
        });
    }

    private int register() {
        assertThat(egress.registerStream(CAM, Set.of(MediaKind.AUDIO))).isInstanceOf(RegisterResult.Registered.class);
        int port = egress.snapshot().stream(CAM).orElseThrow().legs().getFirst().port();
        egress.describeLegs(
                CAM,
                "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + port
                        + " RTP/AVP 111\r\na=rtpmap:111 opus/48000/2\r\n");
        return port;
    }

    /** To a port where nobody listens: the system answers, and the next read fails. */
    private static void provoke(DatagramChannel channel) throws IOException {
        try {
            channel.write(ByteBuffer.wrap(new byte[] {1}));
        } catch (java.net.PortUnreachableException _) {
            // The error of the write before was read here already.
        }
    }

    private static Process ffmpeg(int port, int source) throws IOException {
        return Tone.sent(
                "sine=sample_rate=48000",
                List.of("-c:a", "libopus", "-payload_type", "111"),
                "rtp://127.0.0.1:" + port + "?localrtpport=" + source);
    }

    private long packets() {
        return egress.snapshot().stream(CAM).orElseThrow().legs().getFirst().packets();
    }

    private List<EgressEvent.LegFailed> failures() {
        return events.of(EgressEvent.LegFailed.class);
    }

    private static int freePort() throws IOException {
        // Even, as FFmpeg takes the next one for RTCP.
        while (true) {
            try (var socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
                if (socket.getLocalPort() % 2 == 0) {
                    return socket.getLocalPort();
                }
            }
        }
    }
}
