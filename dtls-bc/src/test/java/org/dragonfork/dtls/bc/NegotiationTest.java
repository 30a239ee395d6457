package org.dragonfork.dtls.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server picks from a ClientHello whose lists were changed on the way. */
final class NegotiationTest {
    private static final CertificateFingerprint ANY = CertificateFingerprint.sha256(new byte[0]);
    private static final String SUITES = "c02bc02ccca9";
    private static final String GROUPS = "000a00080006001d00170018";

    private static Map<Integer, ByteBuffer> answerTo(byte[] hello) throws InterruptedException {
        Flight flight = new Flight();
        DtlsEndpoint server = Factories.quick().server(Set.of(ANY), flight.wakeup());
        server.handleDatagram(hello, 0, hello.length);
        byte[] answer = flight.awaitDatagram(server);
        server.close();
        return Flight.messages(answer);
    }

    @ParameterizedTest
    @CsvSource({"c02bc02ccca9, c02b", "cca9c02cc02b, c02b", "cca9c02cc030, c02c", "cca9cca8c030, cca9"})
    void theOrderOfTheServerDecidesOnTheSuite(String offered, String chosen) throws InterruptedException {
        byte[] hello = HandshakeRefusalTest.replaced(HandshakeRefusalTest.clientHello(), SUITES, offered);
        ByteBuffer answer = Objects.requireNonNull(answerTo(hello).get(Flight.SERVER_HELLO));
        int suite = answer.getShort(2 + 32 + 1 + answer.get(2 + 32)) & 0xFFFF;
        assertThat(Integer.toHexString(suite)).isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource({"001800170011, 0017", "00180017001d, 001d", "11ec001e0018, 0018"})
    void theOrderOfTheServerDecidesOnTheGroup(String offered, String chosen) throws InterruptedException {
        byte[] hello =
                HandshakeRefusalTest.replaced(HandshakeRefusalTest.clientHello(), GROUPS, "000a00080006" + offered);
        ByteBuffer exchange = Objects.requireNonNull(answerTo(hello).get(Flight.SERVER_KEY_EXCHANGE));
        assertThat("%04x".formatted(exchange.getShort(1))).isEqualTo(chosen);
    }
}
