package org.dragonfork.dtls.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.dragonfork.testkit.dtls.DatagramPath;
import org.dragonfork.testkit.dtls.DtlsPair;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsFailure;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;

/** How a server turns a handshake down, and what it costs at most. */
final class HandshakeRefusalTest {
    private static final CertificateFingerprint ANY = CertificateFingerprint.sha256(new byte[0]);
    private static final List<SrtpProfile> ALL = BcDtlsEndpointFactory.DEFAULT_PREFERENCE;
    private final Flight flight = new Flight();

    static byte[] clientHello() throws InterruptedException {
        Flight client = new Flight();
        DtlsEndpoint endpoint = Factories.quick().client(Set.of(ANY), ALL, client.wakeup());
        byte[] hello = client.awaitDatagram(endpoint);
        endpoint.close();
        return hello;
    }

    private DtlsOutput.Failed answerTo(byte[] hello) throws InterruptedException {
        DtlsEndpoint server = Factories.quick().server(Set.of(ANY), flight.wakeup());
        server.handleDatagram(hello, 0, hello.length);
        return flight.awaitFailure(server);
    }

    private void assertFatalAlertBeforeFailure(int description) {
        assertThat(flight.outputs()).hasSize(2);
        byte[] alert = ((DtlsOutput.Transmit) flight.outputs().getFirst()).datagram();
        assertThat(Arrays.copyOfRange(alert, 13, 15)).containsExactly(2, description);
    }

    @Test
    void withoutExtendedMasterSecret() throws InterruptedException {
        byte[] hello = replaced(clientHello(), "00170000", "0a0a0000");
        assertThat(answerTo(hello).reason()).isEqualTo(DtlsFailure.NO_COMMON_PARAMETERS);
        assertFatalAlertBeforeFailure(40);
    }

    @Test
    void withoutUseSrtp() throws InterruptedException {
        byte[] hello = replaced(clientHello(), "000e0009000600070008000100", "0a0a0009000600070008000100");
        assertThat(answerTo(hello).reason()).isEqualTo(DtlsFailure.NO_COMMON_PARAMETERS);
        assertFatalAlertBeforeFailure(40);
    }

    @Test
    void withoutACommonCipherSuite() throws InterruptedException {
        byte[] hello = replaced(clientHello(), "c02bc02ccca9", "c02fc030cca8");
        assertThat(answerTo(hello).reason()).isEqualTo(DtlsFailure.NO_COMMON_PARAMETERS);
        assertFatalAlertBeforeFailure(40);
    }

    @Test
    void withoutACommonGroup() throws InterruptedException {
        byte[] hello = replaced(clientHello(), "000a00080006001d00170018", "000a00080006001e0019001e");
        assertThat(answerTo(hello).reason()).isEqualTo(DtlsFailure.NO_COMMON_PARAMETERS);
        assertFatalAlertBeforeFailure(40);
    }

    @Test
    void dtls10() throws InterruptedException {
        byte[] hello = clientHello();
        hello[13 + 12 + 1] = (byte) 0xFF;
        assertThat(answerTo(hello).reason()).isEqualTo(DtlsFailure.NO_COMMON_PARAMETERS);
        assertFatalAlertBeforeFailure(70);
    }

    @Test
    void aHelloThatIsBroken() throws InterruptedException {
        byte[] hello = clientHello();
        hello[13 + 12 + 2 + 32] = (byte) 0xFF;
        assertThat(answerTo(hello).reason()).isEqualTo(DtlsFailure.PROTOCOL);
    }

    @Test
    void whenThePeerSendsAFatalAlert() throws InterruptedException {
        DtlsEndpoint server = Factories.quick().server(Set.of(ANY), flight.wakeup());
        byte[] hello = clientHello();
        server.handleDatagram(hello, 0, hello.length);
        flight.awaitDatagram(server);
        byte[] alert = numbered(DatagramFilterTest.record(21, 0, new byte[] {2, 42}), 9);
        server.handleDatagram(alert, 0, alert.length);
        DtlsOutput.Failed failed = flight.awaitFailure(server);
        assertThat(failed.reason()).isEqualTo(DtlsFailure.PEER_ALERT);
        assertThat(failed.detail()).contains("bad_certificate");
    }

    @Test
    void whenThePeerClosesHalfWay() throws InterruptedException {
        DtlsEndpoint server = Factories.quick().server(Set.of(ANY), flight.wakeup());
        byte[] hello = clientHello();
        server.handleDatagram(hello, 0, hello.length);
        flight.awaitDatagram(server);
        byte[] alert = numbered(DatagramFilterTest.record(21, 0, new byte[] {1, 0}), 9);
        server.handleDatagram(alert, 0, alert.length);
        assertThat(flight.awaitFailure(server).reason()).isEqualTo(DtlsFailure.PEER_ALERT);
    }

    @Test
    void whenThePeerNeverAnswers() throws InterruptedException {
        HandshakeLimits limits =
                Factories.limits().withFirstResend(Duration.ofMillis(20)).withHandshakeTime(Duration.ofMillis(200));
        DtlsEndpoint server = Factories.with(limits).server(Set.of(ANY), flight.wakeup());
        byte[] hello = clientHello();
        server.handleDatagram(hello, 0, hello.length);
        assertThat(flight.awaitFailure(server).reason()).isEqualTo(DtlsFailure.TIMEOUT);
        assertThat(flight.outputs().size()).as("repeated, and each time later").isBetween(4, 8);
    }

    @Test
    void junkStartsNoHandshake() {
        BcDtlsEndpointFactory factory = Factories.quick();
        DtlsEndpoint server = factory.server(Set.of(ANY), flight.wakeup());
        byte[] junk = DatagramFilterTest.record(22, 0, DatagramFilterTest.fragment(0xFFFFFF, 0, 100));
        server.handleDatagram(junk, 0, junk.length);
        assertThat(factory.counts()).isEqualTo(new HandshakeCounts(0, 0, 0, 0, 1));
        assertThat(server.poll()).isEmpty();
    }

    @Test
    void whenThePeerNeverStops() throws InterruptedException {
        BcDtlsEndpointFactory factory = Factories.quick();
        DtlsEndpoint server = factory.server(Set.of(ANY), flight.wakeup());
        byte[] hello = clientHello();
        for (int i = 0; i < 2 * Factories.limits().datagrams(); i++) {
            byte[] next = numbered(hello, i);
            server.handleDatagram(next, 0, next.length);
        }
        assertThat(flight.awaitFailure(server).reason()).isEqualTo(DtlsFailure.LIMIT);
        assertThat(factory.counts().dropped()).isPositive();
        assertThat(factory.counts().failed()).isEqualTo(1);
        server.handleDatagram(hello, 0, hello.length);
        assertThat(server.poll()).isEmpty();
    }

    @Test
    void byItsOwnerTakesLeaveOfThePeer() throws InterruptedException {
        BcDtlsEndpointFactory factory = Factories.quick();
        DtlsEndpoint server = factory.server(Set.of(ANY), flight.wakeup());
        byte[] hello = clientHello();
        server.handleDatagram(hello, 0, hello.length);
        flight.awaitDatagram(server);
        server.close();
        byte[] alerts = flight.awaitDatagram(server);
        assertThat(Arrays.copyOfRange(alerts, 13, 15)).as("user_canceled").containsExactly(1, 90);
        assertThat(Arrays.copyOfRange(alerts, 28, 30)).as("close_notify").containsExactly(1, 0);
        assertThat(flight.outputs()).allMatch(DtlsOutput.Transmit.class::isInstance);
        assertThat(factory.counts().failed()).isZero();
    }

    @Test
    void registersNoSecurityProvider() {
        BcDtlsEndpointFactory factory = Factories.quick();
        DtlsPair pair = new DtlsPair(
                wakeup -> factory.server(Set.of(factory.localFingerprint()), wakeup),
                wakeup -> factory.client(Set.of(factory.localFingerprint()), ALL, wakeup),
                DatagramPath.perfect(),
                DatagramPath.perfect());
        pair.establish();
        assertThat(Security.getProviders()).extracting(Provider::getName).doesNotContain("BC", "BCJSSE");
        assertThat(factory.counts().established()).isEqualTo(2);
    }

    private static byte[] numbered(byte[] record, long sequence) {
        byte[] copy = record.clone();
        ByteBuffer.wrap(copy).putLong(3, sequence);
        return copy;
    }

    static byte[] replaced(byte[] hello, String from, String to) {
        String hex = HexFormat.of().formatHex(hello);
        assertThat(hex).containsOnlyOnce(from);
        return HexFormat.of().parseHex(hex.replace(from, to));
    }
}
