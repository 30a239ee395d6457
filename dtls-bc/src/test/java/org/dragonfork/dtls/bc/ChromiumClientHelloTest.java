package org.dragonfork.dtls.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ClientHello that Chromium 156 sent, as it was on the wire: two datagrams of 1,200 and 263 bytes, DTLS 1.3 and 1.2,
 * with a key share of X25519MLKEM768.
 */
final class ChromiumClientHelloTest {
    private static final CertificateFingerprint ANY = CertificateFingerprint.sha256(new byte[0]);
    private static final byte[] FIRST = resource("chromium-156-client-hello-1.bin");
    private static final byte[] SECOND = resource("chromium-156-client-hello-2.bin");

    static Stream<Arguments> arrivals() {
        return Stream.of(
                Arguments.of("in order", List.of(FIRST, SECOND)),
                Arguments.of("reversed", List.of(SECOND, FIRST)),
                Arguments.of("doubled", List.of(FIRST, FIRST, SECOND, SECOND)),
                Arguments.of("first lost, then both again", List.of(SECOND, again(FIRST, 2), again(SECOND, 3))),
                Arguments.of("second lost, then both again", List.of(FIRST, again(FIRST, 2), again(SECOND, 3))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrivals")
    void isAnsweredWithADtls12Flight(String how, List<byte[]> datagrams) throws InterruptedException {
        Flight flight = new Flight();
        DtlsEndpoint server = Factories.quick().server(Set.of(ANY), flight.wakeup());
        for (byte[] datagram : datagrams) {
            server.handleDatagram(datagram, 0, datagram.length);
        }
        byte[] answer = flight.awaitDatagram(server);
        server.close();

        assertThat(answer).as(how).hasSizeLessThanOrEqualTo(1200);
        Map<Integer, ByteBuffer> messages = Flight.messages(answer);
        assertThat(messages.keySet())
                .as("hello, certificate, key exchange, request, done")
                .containsExactly(2, 11, 12, 13, 14);

        ByteBuffer hello = Objects.requireNonNull(messages.get(Flight.SERVER_HELLO));
        assertThat(hello.getShort(0)).as("DTLS 1.2").isEqualTo((short) 0xFEFD);
        int suite = 2 + 32 + 1 + hello.get(2 + 32);
        assertThat(hello.getShort(suite)).as("ECDHE-ECDSA, AES-128-GCM").isEqualTo((short) 0xC02B);
        byte[] rest = new byte[hello.remaining() - suite];
        hello.get(suite, rest);
        assertThat(HexFormat.of().formatHex(rest))
                .as("use_srtp with AEAD_AES_128_GCM and no MKI; extended_master_secret")
                .contains("000e00050002000700")
                .contains("00170000");

        ByteBuffer exchange = Objects.requireNonNull(messages.get(Flight.SERVER_KEY_EXCHANGE));
        assertThat(exchange.get(0)).as("named curve").isEqualTo((byte) 3);
        assertThat(exchange.getShort(1)).as("x25519").isEqualTo((short) 0x001D);
    }

    /** The same handshake bytes in a record of its own number, as a repeat has. */
    private static byte[] again(byte[] datagram, int sequence) {
        byte[] copy = datagram.clone();
        copy[10] = (byte) sequence;
        return copy;
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(ChromiumClientHelloTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name, e);
        }
    }
}
