package org.dragonfork.webrtc.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StunReaderTest {
    private static final String COOKIE_AND_ID = "2112a442000102030405060708090a0b";
    private static final String MESSAGE_INTEGRITY = "00080014" + "00".repeat(20);

    @Test
    void readsAMessageWithoutAttributes() {
        assertThat(read("00010000" + COOKIE_AND_ID)).isEqualTo(new Read(StunClass.REQUEST, List.of()));
    }

    @Test
    void leavesTheBytesAroundTheMessageAlone() {
        byte[] message = message("0001", "00250000");
        byte[] padded = new byte[message.length + 20];
        Arrays.fill(padded, (byte) 0xEE);
        System.arraycopy(message, 0, padded, 7, message.length);

        assertThat(StunReader.read(padded, 7, message.length).orElseThrow().attributes())
                .containsExactly(new StunAttribute.UseCandidate());
    }

    @Test
    void ignoresWhatStandsAfterMessageIntegrity() {
        assertThat(read(message("0001", "002400046e0001ff" + MESSAGE_INTEGRITY + "00250000" + "7fff0000")))
                .isEqualTo(new Read(StunClass.REQUEST, List.of(new StunAttribute.Priority(0x6e0001ffL))));
    }

    @Test
    void keepsUnknownAttributesWithoutTheirPadding() {
        assertThat(read(message("0001", "c0570003abcdef99")))
                .isEqualTo(new Read(
                        StunClass.REQUEST, List.of(new StunAttribute.Unknown(0xc057, new byte[] {-85, -51, -17}))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000600020000", // length no multiple of four
                "0006000861626364", // value longer than the message
                "0006fffc61626364", // longest value
                "00240003aabbcc00", // PRIORITY of three bytes
                "0025000401020304", // USE-CANDIDATE with a value
                "8029000401020304", // ICE-CONTROLLED of four bytes
                "802a000401020304", // ICE-CONTROLLING of four bytes
                "0008000401020304", // MESSAGE-INTEGRITY of four bytes
                "8028000401020304" + "00250000", // FINGERPRINT not last
                "802800080102030405060708", // FINGERPRINT of eight bytes
                "00060004c3280000", // USERNAME that is not UTF-8
                "0009000400000200", // ERROR-CODE 200
                "0009000400000464", // ERROR-CODE 4 and 100
                "0009000200000000", // ERROR-CODE without number
                "000a000300010000", // UNKNOWN-ATTRIBUTES of an odd length
                "002000080003a147e112a643", // XOR-MAPPED-ADDRESS of a third family
                "002000080002a147e112a643", // IPv6 of four bytes
                "0020000000250000" // XOR-MAPPED-ADDRESS without a value
            })
    void refusesMalformedAttributes(String attributes) {
        byte[] bytes = message("0001", attributes);

        assertThat(StunReader.read(bytes, 0, bytes.length)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "00010000" + "2112a442000102030405060708090a", // header cut short
                "40010000" + COOKIE_AND_ID, // first bits not zero
                "80010000" + COOKIE_AND_ID,
                "00010000" + "2112a443000102030405060708090a0b", // other cookie
                "00010004" + COOKIE_AND_ID, // length past the end
                "00010000" + COOKIE_AND_ID + "00250000", // bytes after the end
                "00010002" + COOKIE_AND_ID + "0025", // not a multiple of four
                "16fefd000000000000000000010203040506070809", // DTLS
                "80600001000000010000000100000000000000000000" // RTP
            })
    void refusesWhatIsNotFramedAsStun(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(StunReader.looksLikeStun(bytes, 0, bytes.length)).isFalse();
        assertThat(StunReader.read(bytes, 0, bytes.length)).isEmpty();
        assertThat(StunReader.localUfrag(bytes, 0, bytes.length)).isEmpty();
        assertThat(Fingerprint.check(bytes, 0, bytes.length)).isEqualTo(Fingerprint.Verdict.WRONG);
        assertThat(new MessageIntegrity("a").verify(bytes, 0, bytes.length)).isFalse();
    }

    @Test
    void readsAsManyAttributesAsAllowedAndNotOneMore() {
        byte[] most = message("0001", "00250000".repeat(StunReader.MAX_ATTRIBUTES));
        byte[] tooMany = message("0001", "00250000".repeat(StunReader.MAX_ATTRIBUTES + 1));

        assertThat(StunReader.read(most, 0, most.length).orElseThrow().attributes())
                .hasSize(StunReader.MAX_ATTRIBUTES);
        assertThat(StunReader.read(tooMany, 0, tooMany.length)).isEmpty();
    }

    @Test
    void readsAsManyBytesAsAllowedAndNotMore() {
        byte[] longest = withUnknownOf(StunReader.MAX_MESSAGE_LENGTH - 24);
        byte[] tooLong = withUnknownOf(StunReader.MAX_MESSAGE_LENGTH - 20);

        assertThat(StunReader.read(longest, 0, longest.length)).isPresent();
        assertThat(StunReader.read(tooLong, 0, tooLong.length)).isEmpty();
    }

    @Test
    void readsEveryClassAndMethodAsWritten() {
        for (StunClass messageClass : StunClass.values()) {
            for (int method = 0; method <= 0xFFF; method++) {
                var message = new StunMessage(messageClass, method, new TransactionId(1, 2), List.of());
                byte[] bytes = StunWriter.write(message);

                assertThat(StunReader.read(bytes, 0, bytes.length)).contains(message);
            }
        }
    }

    @Test
    void saysWhenTheCallerNamesARangeOutsideTheArray() {
        assertThatThrownBy(() -> StunReader.looksLikeStun(new byte[20], 1, 20))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void findsTheUfragBeforeTheColon() {
        assertThat(ufragOf("abcd+/09:EFGH")).contains("abcd+/09");
        assertThat(ufragOf("a".repeat(256) + ":" + "b".repeat(256))).contains("a".repeat(256));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abcdefgh", ":abcd", "abc:defg", "ab cd:efgh", "ab\0d:efgh", "abc\u00e9d:efgh"})
    void findsNoUfragInAnythingElse(String username) {
        assertThat(ufragOf(username)).isEmpty();
    }

    @Test
    void findsNoUfragThatIsTooLong() {
        assertThat(ufragOf("a".repeat(257) + ":b")).isEmpty();
    }

    @Test
    void findsNoUfragInIndicationsAndResponses() {
        for (StunClass other : List.of(StunClass.INDICATION, StunClass.SUCCESS, StunClass.ERROR)) {
            byte[] bytes = StunWriter.write(StunMessage.binding(
                    other, new TransactionId(1, 2), List.of(new StunAttribute.Username("abcd:efgh"))));

            assertThat(StunReader.localUfrag(bytes, 0, bytes.length)).isEmpty();
        }
    }

    private static java.util.Optional<String> ufragOf(String username) {
        byte[] bytes = StunWriter.write(StunMessage.binding(
                StunClass.REQUEST, new TransactionId(1, 2), List.of(new StunAttribute.Username(username))));
        return StunReader.localUfrag(bytes, 0, bytes.length);
    }

    private static byte[] withUnknownOf(int length) {
        var hex = String.join("", Collections.nCopies(length, "00"));
        return message("0001", "c057" + HexFormat.of().toHexDigits((short) length) + hex);
    }

    private static byte[] message(String type, String attributes) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of()
                .parseHex(type + HexFormat.of().toHexDigits((short) (attributes.length() / 2)) + COOKIE_AND_ID));
        out.writeBytes(HexFormat.of().parseHex(attributes));
        return out.toByteArray();
    }

    private record Read(StunClass messageClass, List<StunAttribute> attributes) {}

    private static Read read(String hex) {
        return read(HexFormat.of().parseHex(hex));
    }

    private static Read read(byte[] bytes) {
        StunMessage message = StunReader.read(bytes, 0, bytes.length).orElseThrow();
        return new Read(message.messageClass(), message.attributes());
    }
}
