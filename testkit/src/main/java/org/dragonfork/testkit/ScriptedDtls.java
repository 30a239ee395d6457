package org.dragonfork.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsEndpointFactory;
import org.dragonfork.webrtc.dtls.DtlsFailure;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.dtls.DtlsRole;
import org.dragonfork.webrtc.dtls.KeyingMaterial;
import org.dragonfork.webrtc.srtp.SrtpKeys;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/**
 * A handshake of two datagrams that looks like DTLS to a demultiplexer and does no cryptography: the client says its
 * certificate and the keys, the server agrees. It lets peers be played against each other in virtual time; the real thing
 * has its own contract test.
 */
public final class ScriptedDtls implements DtlsEndpointFactory {
    private static final byte RECORD = 22;
    private static final byte HELLO = 1;
    private static final byte DONE = 2;
    private static final byte CLOSE = 3;
    private static final byte[] SERVER_CERTIFICATE = "server certificate".getBytes(StandardCharsets.US_ASCII);

    private final SrtpProfile profile;

    /** All handshakes end with this profile. */
    public ScriptedDtls(SrtpProfile profile) {
        this.profile = profile;
    }

    @Override
    public CertificateFingerprint localFingerprint() {
        return CertificateFingerprint.sha256(SERVER_CERTIFICATE);
    }

    @Override
    public DtlsEndpoint server(Set<CertificateFingerprint> accepted, Runnable wakeup) {
        return new Server(profile, accepted);
    }

    /** The server's end as the client; the other end shows no certificate, so there is nothing to hold against the accepted. */
    @Override
    public DtlsEndpoint client(Set<CertificateFingerprint> accepted, Runnable wakeup) {
        return new Client(profile, SERVER_CERTIFICATE, new SplittableRandom(accepted.hashCode()));
    }

    /** A viewer's end as the server. */
    public DtlsEndpoint viewerAsServer() {
        return new Server(profile, Set.of(localFingerprint()));
    }

    /** A client that shows {@code certificate}. */
    public Client client(byte[] certificate, RandomGenerator random) {
        return new Client(profile, certificate, random);
    }

    /** What both ends share. */
    abstract static class End implements DtlsEndpoint {
        private final ArrayDeque<DtlsOutput> outputs = new ArrayDeque<>();
        private final SrtpProfile profile;
        private boolean established;
        private boolean closed;

        End(SrtpProfile profile) {
            this.profile = profile;
        }

        @Override
        public Optional<DtlsOutput> poll() {
            return Optional.ofNullable(outputs.poll());
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                if (established) {
                    say(CLOSE, new byte[0]);
                }
            }
        }

        @Override
        public void handleDatagram(byte[] bytes, int offset, int length) {
            if (length < 2 || closed) {
                return;
            }
            byte[] body = Arrays.copyOfRange(bytes, offset + 2, offset + length);
            if (bytes[offset + 1] == CLOSE && established) {
                closed = true;
                outputs.add(new DtlsOutput.PeerClosed());
            } else {
                handle(bytes[offset + 1], body);
            }
        }

        abstract void handle(byte type, byte[] body);

        void say(byte type, byte[] body) {
            outputs.add(new DtlsOutput.Transmit(ByteBuffer.allocate(2 + body.length)
                    .put(RECORD)
                    .put(type)
                    .put(body)
                    .array()));
        }

        void establish(byte[] secret) {
            if (!established) {
                established = true;
                outputs.add(new DtlsOutput.Established(keys(profile, secret)));
            }
        }

        void fail(DtlsFailure reason) {
            closed = true;
            outputs.add(new DtlsOutput.Failed(reason, "scripted"));
        }

        boolean isEstablished() {
            return established;
        }
    }

    static final class Server extends End {
        private final Set<CertificateFingerprint> accepted;

        Server(SrtpProfile profile, Set<CertificateFingerprint> accepted) {
            super(profile);
            this.accepted = Set.copyOf(accepted);
        }

        @Override
        void handle(byte type, byte[] body) {
            if (type != HELLO || body.length < 1) {
                return;
            }
            int certificateLength = body[0];
            byte[] certificate = Arrays.copyOfRange(body, 1, 1 + certificateLength);
            if (accepted.stream().noneMatch(fingerprint -> fingerprint.matches(certificate))) {
                fail(DtlsFailure.FINGERPRINT_MISMATCH);
                return;
            }
            // A repeated hello means that the answer was lost: it is said again.
            say(DONE, new byte[0]);
            establish(Arrays.copyOfRange(body, 1 + certificateLength, body.length));
        }
    }

    /** The viewer's end; its owner lets it repeat itself. */
    public static final class Client extends End {
        private final byte[] certificate;
        private final byte[] secret;

        Client(SrtpProfile profile, byte[] certificate, RandomGenerator random) {
            super(profile);
            this.certificate = certificate.clone();
            this.secret = new byte[2 * (profile.keyLength() + profile.saltLength())];
            random.nextBytes(secret);
        }

        @Override
        public DtlsRole role() {
            return DtlsRole.CLIENT;
        }

        /** As the server's end, which has no timer here; the viewer's is told by its owner. */
        @Override
        public void start() {
            hello();
        }

        /** Says hello, or says it again. */
        public void hello() {
            if (!isEstablished()) {
                byte[] body = ByteBuffer.allocate(1 + certificate.length + secret.length)
                        .put((byte) certificate.length)
                        .put(certificate)
                        .put(secret)
                        .array();
                say(HELLO, body);
            }
        }

        @Override
        void handle(byte type, byte[] body) {
            if (type == DONE) {
                establish(secret);
            }
        }
    }

    private static KeyingMaterial keys(SrtpProfile profile, byte[] secret) {
        ByteBuffer bytes = ByteBuffer.wrap(secret);
        byte[] clientKey = new byte[profile.keyLength()];
        byte[] serverKey = new byte[profile.keyLength()];
        byte[] clientSalt = new byte[profile.saltLength()];
        byte[] serverSalt = new byte[profile.saltLength()];
        bytes.get(clientKey).get(serverKey).get(clientSalt).get(serverSalt);
        return new KeyingMaterial(
                new SrtpKeys(profile, clientKey, clientSalt), new SrtpKeys(profile, serverKey, serverSalt));
    }
}
