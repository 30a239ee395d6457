package org.dragonfork.webrtc.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StunWriterTest {
    private static final TransactionId ID = new TransactionId(0x01020304, 0x05060708090a0b0cL);
    private static final List<StunAttribute> EVERY_KIND = List.of(
            new StunAttribute.Username("abcd:efgh\u00e9"),
            new StunAttribute.XorMappedAddress(new InetSocketAddress("203.0.113.9", 65535)),
            new StunAttribute.XorMappedAddress(new InetSocketAddress("2001:db8::1", 0)),
            new StunAttribute.ErrorCode(487, "Role Conflict"),
            new StunAttribute.UnknownAttributes(List.of(1, 0xFFFF, 0x1234)),
            new StunAttribute.Priority(0xFFFF_FFFFL),
            new StunAttribute.UseCandidate(),
            new StunAttribute.IceControlled(-1),
            new StunAttribute.IceControlling(Long.MIN_VALUE),
            new StunAttribute.Unknown(0xc057, new byte[] {1, 2, 3, 4, 5}));

    @Test
    void writesWhatTheReaderReads() {
        var message = StunMessage.binding(StunClass.REQUEST, ID, EVERY_KIND);
        byte[] bytes = StunWriter.write(message, new MessageIntegrity("secret"));

        assertThat(StunReader.read(bytes, 0, bytes.length)).contains(message);
        assertThat(new MessageIntegrity("secret").verify(bytes, 0, bytes.length))
                .isTrue();
        assertThat(Fingerprint.check(bytes, 0, bytes.length)).isEqualTo(Fingerprint.Verdict.VALID);
    }

    @Test
    void writesAFingerprintWithoutIntegrityToo() {
        byte[] bytes = StunWriter.write(StunMessage.binding(StunClass.INDICATION, ID, List.of()));

        assertThat(bytes).hasSize(28);
        assertThat(Fingerprint.check(bytes, 0, bytes.length)).isEqualTo(Fingerprint.Verdict.VALID);
        assertThat(new MessageIntegrity("secret").verify(bytes, 0, bytes.length))
                .isFalse();
    }

    @Test
    void verifiesInsideALargerArray() {
        byte[] bytes = StunWriter.write(
                StunMessage.binding(StunClass.REQUEST, ID, EVERY_KIND), new MessageIntegrity("secret"));
        byte[] padded = new byte[bytes.length + 9];
        System.arraycopy(bytes, 0, padded, 5, bytes.length);

        assertThat(new MessageIntegrity("secret").verify(padded, 5, bytes.length))
                .isTrue();
        assertThat(Fingerprint.check(padded, 5, bytes.length)).isEqualTo(Fingerprint.Verdict.VALID);
    }

    @Test
    void everyChangedBitBreaksIntegrityAndFingerprint() {
        byte[] bytes = StunWriter.write(
                StunMessage.binding(StunClass.REQUEST, ID, EVERY_KIND), new MessageIntegrity("secret"));
        int fingerprintAt = bytes.length - 8;
        for (int bit = 0; bit < fingerprintAt * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(new MessageIntegrity("secret").verify(changed, 0, changed.length))
                    .as("bit %d", bit)
                    .isFalse();
            assertThat(Fingerprint.check(changed, 0, changed.length))
                    .as("bit %d", bit)
                    .isNotEqualTo(Fingerprint.Verdict.VALID);
        }
    }

    @Test
    void oneKeyServesManyMessages() {
        var integrity = new MessageIntegrity("secret");
        byte[] first = StunWriter.write(StunMessage.binding(StunClass.REQUEST, ID, List.of()), integrity);
        byte[] again = StunWriter.write(StunMessage.binding(StunClass.REQUEST, ID, List.of()), integrity);

        assertThat(again).isEqualTo(first);
        assertThat(integrity.verify(first, 0, first.length)).isTrue();
    }

    @Test
    void refusesMessagesThatAreTooLong() {
        var attribute = new StunAttribute.Unknown(0xc057, new byte[StunReader.MAX_MESSAGE_LENGTH]);
        var message = StunMessage.binding(StunClass.REQUEST, ID, List.of(attribute));

        assertThatThrownBy(() -> StunWriter.write(message))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed are 2048");
    }

    @Test
    void refusesValuesThatDoNotFitTheWire() {
        assertThatThrownBy(() -> new StunAttribute.Username("u".repeat(514)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StunAttribute.Priority(1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StunAttribute.ErrorCode(200, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StunAttribute.Unknown(-1, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new StunAttribute.XorMappedAddress(InetSocketAddress.createUnresolved("viewer.example", 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StunMessage(StunClass.REQUEST, 0x1000, ID, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StunMessage.binding(
                        StunClass.REQUEST, ID, Collections.nCopies(33, new StunAttribute.UseCandidate())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void padsWithZeros() {
        byte[] bytes = StunWriter.write(StunMessage.binding(
                StunClass.REQUEST, ID, List.of(new StunAttribute.Unknown(0xc057, new byte[] {-1}))));

        assertThat(Arrays.copyOfRange(bytes, 20, 28))
                .containsExactly(
                        (byte) 0xc0, (byte) 0x57, (byte) 0, (byte) 1, (byte) 0xff, (byte) 0, (byte) 0, (byte) 0);
    }

    @Test
    void namesEachUnknownRequiredTypeOnce() {
        var message = StunMessage.binding(
                StunClass.REQUEST,
                ID,
                List.of(
                        new StunAttribute.Unknown(0x7000, new byte[0]),
                        new StunAttribute.Unknown(0x8000, new byte[0]),
                        new StunAttribute.Unknown(0x7000, new byte[4]),
                        new StunAttribute.Unknown(0x0014, new byte[0])));

        assertThat(message.unknownRequired()).containsExactly(0x7000, 0x0014);
    }
}
