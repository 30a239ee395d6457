package org.dragonfork.testkit.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsEndpointFactory;
import org.dragonfork.webrtc.dtls.DtlsFailure;
import org.dragonfork.webrtc.srtp.SrtpKeys;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an implementation of {@link DtlsEndpointFactory} must do. Time is real, as an implementation repeats its flights
 * by itself: give endpoints whose first repeat comes after about 100 ms.
 */
public abstract class DtlsEndpointContract {
    private static final CertificateFingerprint NOBODY = CertificateFingerprint.sha256(new byte[] {1, 2, 3});
    private static final List<SrtpProfile> ALL = List.of(SrtpProfile.values());

    /** The factory under test, with this order of preference. */
    protected abstract DtlsEndpointFactory factory(List<SrtpProfile> preference);

    /** A client that begins at once, of the implementation under test or another. */
    protected abstract DtlsEndpoint client(
            Set<CertificateFingerprint> accepted, List<SrtpProfile> offered, Runnable wakeup);

    /** Fingerprint of the certificate that {@link #client} shows. */
    protected abstract CertificateFingerprint clientFingerprint();

    private DtlsPair pair(
            List<SrtpProfile> preferred, List<SrtpProfile> offered, DatagramPath toServer, DatagramPath toClient) {
        DtlsEndpointFactory factory = factory(preferred);
        return new DtlsPair(
                wakeup -> factory.server(Set.of(NOBODY, clientFingerprint()), wakeup),
                wakeup -> client(Set.of(factory.localFingerprint()), offered, wakeup),
                toServer,
                toClient);
    }

    private DtlsPair pair(DatagramPath toServer, DatagramPath toClient) {
        return pair(ALL, ALL, toServer, toClient);
    }

    private static void assertSameKeys(DtlsPair pair, SrtpProfile profile) {
        assertSame(
                pair.server().keys().orElseThrow().client(),
                pair.client().keys().orElseThrow().client(),
                profile);
        assertSame(
                pair.server().keys().orElseThrow().server(),
                pair.client().keys().orElseThrow().server(),
                profile);
        assertThat(pair.server().keys().orElseThrow().client().masterKey())
                .isNotEqualTo(pair.server().keys().orElseThrow().server().masterKey());
    }

    private static void assertSame(SrtpKeys one, SrtpKeys other, SrtpProfile profile) {
        assertThat(one.profile()).isEqualTo(profile);
        assertThat(other.profile()).isEqualTo(profile);
        assertThat(one.masterKey()).isEqualTo(other.masterKey());
        assertThat(one.masterSalt()).isEqualTo(other.masterSalt());
    }

    @ParameterizedTest
    @EnumSource
    void bothSidesGetTheSameKeys(SrtpProfile profile) {
        DtlsPair pair = pair(ALL, List.of(profile), DatagramPath.perfect(), DatagramPath.perfect());
        pair.establish();
        assertSameKeys(pair, profile);
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfTheServerDecides(SrtpProfile best) {
        List<SrtpProfile> preferred = Stream.concat(
                        Stream.of(best), ALL.stream().filter(other -> other != best))
                .toList();
        DtlsPair pair = pair(preferred, ALL.reversed(), DatagramPath.perfect(), DatagramPath.perfect());
        pair.establish();
        assertSameKeys(pair, best);
    }

    @Test
    void twoAssociationsHaveDifferentKeys() {
        DtlsPair one = pair(DatagramPath.perfect(), DatagramPath.perfect());
        DtlsPair other = pair(DatagramPath.perfect(), DatagramPath.perfect());
        one.establish();
        other.establish();
        assertThat(one.server().keys().orElseThrow().server().masterKey())
                .isNotEqualTo(other.server().keys().orElseThrow().server().masterKey());
    }

    @Test
    void serverIsSilentUntilTheFirstDatagram() {
        DtlsEndpoint server = factory(ALL).server(Set.of(NOBODY), () -> {
            throw new AssertionError("nothing to wake up for");
        });
        assertThat(server.poll()).isEmpty();
        server.close();
        assertThat(server.poll()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void repeatsWhatWasLostOnTheWayToTheServer(int lost) {
        DtlsPair pair = pair(DatagramPath.losing(lost), DatagramPath.perfect());
        pair.establish();
        assertSameKeys(pair, SrtpProfile.AEAD_AES_128_GCM);
    }

    /** Number 1 is usually the last flight, which nobody but a server that is done already can repeat. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void repeatsWhatWasLostOnTheWayToTheClient(int lost) {
        DtlsPair pair = pair(DatagramPath.perfect(), DatagramPath.losing(lost));
        pair.establish();
        assertSameKeys(pair, SrtpProfile.AEAD_AES_128_GCM);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void comesUpOverAnUnreliablePath(long seed) {
        DtlsPair pair =
                pair(DatagramPath.unreliable(new Random(seed), 0.2), DatagramPath.unreliable(new Random(-seed), 0.2));
        pair.establish();
        assertSameKeys(pair, SrtpProfile.AEAD_AES_128_GCM);
    }

    static Stream<Arguments> arrivals() {
        UnaryOperator<List<byte[]>> reversed = halves -> {
            Collections.reverse(halves);
            return halves;
        };
        UnaryOperator<List<byte[]>> doubled =
                halves -> List.of(halves.get(0), halves.get(0), halves.get(1), halves.get(1));
        return Stream.of(
                Arguments.of("in order", UnaryOperator.<List<byte[]>>identity()),
                Arguments.of("reversed", reversed),
                Arguments.of("doubled", doubled),
                Arguments.of("with the first half lost once", losingOnce(1)),
                Arguments.of("with the second half lost once", losingOnce(0)));
    }

    private static UnaryOperator<List<byte[]>> losingOnce(int kept) {
        boolean[] lost = {false};
        return halves -> {
            if (lost[0]) {
                return halves;
            }
            lost[0] = true;
            return List.of(halves.get(kept));
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrivals")
    void takesAClientHelloInTwoDatagrams(String how, UnaryOperator<List<byte[]>> arrival) {
        SplitClientHello path = new SplitClientHello(arrival);
        DtlsPair pair = pair(path, DatagramPath.perfect());
        pair.establish();
        assertThat(path.hellos()).as(how).isPositive();
        assertSameKeys(pair, SrtpProfile.AEAD_AES_128_GCM);
    }

    @Test
    void serverGivesNoKeysToAnotherCertificate() {
        DtlsEndpointFactory factory = factory(ALL);
        DtlsPair pair = new DtlsPair(
                wakeup -> factory.server(Set.of(NOBODY), wakeup),
                wakeup -> client(Set.of(factory.localFingerprint()), ALL, wakeup),
                DatagramPath.perfect(),
                DatagramPath.perfect());
        assertRefused(pair, pair.server(), pair.client(), DtlsFailure.FINGERPRINT_MISMATCH);
    }

    @Test
    void clientGivesNoKeysToAnotherCertificate() {
        DtlsEndpointFactory factory = factory(ALL);
        DtlsPair pair = new DtlsPair(
                wakeup -> factory.server(Set.of(clientFingerprint()), wakeup),
                wakeup -> client(Set.of(NOBODY), ALL, wakeup),
                DatagramPath.perfect(),
                DatagramPath.perfect());
        assertRefused(pair, pair.client(), pair.server(), DtlsFailure.FINGERPRINT_MISMATCH);
    }

    @Test
    void refusesAClientWithoutACommonProfile() {
        DtlsPair pair = pair(
                List.of(SrtpProfile.AEAD_AES_128_GCM),
                List.of(SrtpProfile.AES128_CM_HMAC_SHA1_80),
                DatagramPath.perfect(),
                DatagramPath.perfect());
        assertRefused(pair, pair.server(), pair.client(), DtlsFailure.NO_COMMON_PARAMETERS);
    }

    private static void assertRefused(
            DtlsPair pair, DtlsPair.Side refusing, DtlsPair.Side refused, DtlsFailure reason) {
        pair.runUntil(
                "both sides have failed",
                () -> refusing.failure().isPresent() && refused.failure().isPresent());
        assertThat(refusing.failure()).contains(reason);
        assertThat(refused.failure()).contains(DtlsFailure.PEER_ALERT);
        assertThat(refusing.keys()).isEmpty();
        assertThat(refused.keys()).isEmpty();
        assertThat(refusing.outputs()).hasSize(1);
        assertThat(refused.outputs()).hasSize(1);
    }

    @Test
    void closeOfTheServerReachesTheClient() {
        DtlsPair pair = pair(DatagramPath.perfect(), DatagramPath.perfect());
        pair.establish();
        assertCloses(pair, pair.server(), pair.client());
    }

    @Test
    void closeOfTheClientReachesTheServer() {
        DtlsPair pair = pair(DatagramPath.perfect(), DatagramPath.perfect());
        pair.establish();
        assertCloses(pair, pair.client(), pair.server());
    }

    private static void assertCloses(DtlsPair pair, DtlsPair.Side closing, DtlsPair.Side closed) {
        int before = closing.transmitted();
        closing.endpoint().close();
        closing.endpoint().close();
        pair.runUntil("the other side knows", closed::peerClosed);
        assertThat(closing.transmitted()).isEqualTo(before + 1);
        assertThat(closing.peerClosed()).isFalse();
        assertThat(closed.outputs()).hasSize(2);
    }

    @Test
    void closeDuringTheHandshakeEndsBothSidesWithoutKeys() {
        DtlsPair[] pair = new DtlsPair[1];
        DatagramPath closing = datagram -> {
            pair[0].server().endpoint().close();
            return List.of();
        };
        pair[0] = pair(DatagramPath.perfect(), closing);
        pair[0].runUntil("the server has answered", () -> pair[0].server().transmitted() > 0);
        pair[0].client().endpoint().close();
        byte[] late = new byte[64];
        pair[0].server().endpoint().handleDatagram(late, 0, late.length);
        assertThat(pair[0].server().keys()).isEmpty();
        assertThat(pair[0].client().keys()).isEmpty();
    }

    @Test
    void junkInBetweenIsIgnored() {
        Random random = new Random(42);
        UnaryOperator<List<byte[]>> withJunk = datagrams -> Stream.concat(
                        Stream.generate(() -> Junk.datagram(random)).limit(20), datagrams.stream())
                .toList();
        DtlsPair pair =
                pair(datagram -> withJunk.apply(List.of(datagram)), datagram -> withJunk.apply(List.of(datagram)));
        pair.establish();
        assertSameKeys(pair, SrtpProfile.AEAD_AES_128_GCM);
        for (int i = 0; i < 200; i++) {
            byte[] junk = Junk.datagram(random);
            pair.server().endpoint().handleDatagram(junk, 0, junk.length);
        }
        assertCloses(pair, pair.client(), pair.server());
    }

    /** A few bytes that promise a message of 16 MiB must cost nothing and change nothing. */
    @Test
    void anEnormousDeclaredLengthIsIgnored() {
        byte[] forged = Junk.fragment(0xFFFFFF, 0, 8);
        DtlsPair pair = pair(datagram -> List.of(forged, datagram, forged), DatagramPath.perfect());
        pair.establish();
        assertSameKeys(pair, SrtpProfile.AEAD_AES_128_GCM);
    }

    @Test
    void anOversizedOrEmptyDatagramIsIgnored() {
        byte[] oversized = Junk.fragment(60_000, 0, 60_000);
        DtlsPair pair = pair(datagram -> List.of(oversized, new byte[0], datagram), DatagramPath.perfect());
        pair.establish();
        assertSameKeys(pair, SrtpProfile.AEAD_AES_128_GCM);
    }

    @Test
    void readsItsPartOfAnArrayAndKeepsNoHoldOfIt() {
        DtlsEndpointFactory factory = factory(ALL);
        DtlsPair[] pair = new DtlsPair[1];
        DatagramPath inTheMiddle = datagram -> {
            byte[] larger = new byte[datagram.length + 20];
            System.arraycopy(datagram, 0, larger, 7, datagram.length);
            pair[0].server().endpoint().handleDatagram(larger, 7, datagram.length);
            java.util.Arrays.fill(larger, (byte) 0x55);
            return List.of();
        };
        pair[0] = new DtlsPair(
                wakeup -> factory.server(Set.of(clientFingerprint()), wakeup),
                wakeup -> client(Set.of(factory.localFingerprint()), ALL, wakeup),
                inTheMiddle,
                DatagramPath.perfect());
        pair[0].establish();
        assertSameKeys(pair[0], SrtpProfile.AEAD_AES_128_GCM);
    }
}
