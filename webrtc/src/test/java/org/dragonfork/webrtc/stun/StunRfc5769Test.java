package org.dragonfork.webrtc.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short-term vectors of RFC 5769 (sections 2.1 to 2.3); 2.4 has long-term credentials, which ICE does not use. */
class StunRfc5769Test {
    private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";
    private static final TransactionId TRANSACTION = new TransactionId(0xb7e7a701, 0xbc34d686fa87dfaeL);

    private static final byte[] REQUEST = bytes("""
            00010058 2112a442 b7e7a701 bc34d686 fa87dfae
            80220010 5354554e 20746573 7420636c 69656e74
            00240004 6e0001ff
            80290008 932ff9b1 51263b36
            00060009 6576746a 3a683676 59202020
            00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
            80280004 e57a3bcf
            """);

    private static final byte[] IPV4_RESPONSE = bytes("""
            0101003c 2112a442 b7e7a701 bc34d686 fa87dfae
            8022000b 74657374 20766563 746f7220
            00200008 0001a147 e112a643
            00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
            80280004 c07d4c96
            """);

    private static final byte[] IPV6_RESPONSE = bytes("""
            01010048 2112a442 b7e7a701 bc34d686 fa87dfae
            8022000b 74657374 20766563 746f7220
            00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
            00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41
            80280004 c8fb0b4c
            """);

    @Test
    void readsTheSampleRequest() {
        StunMessage request = StunReader.read(REQUEST, 0, REQUEST.length).orElseThrow();

        assertThat(request)
                .isEqualTo(StunMessage.binding(
                        StunClass.REQUEST,
                        TRANSACTION,
                        List.of(
                                new StunAttribute.Unknown(
                                        0x8022, "STUN test client".getBytes(StandardCharsets.US_ASCII)),
                                new StunAttribute.Priority(0x6e0001ffL),
                                new StunAttribute.IceControlled(0x932ff9b151263b36L),
                                new StunAttribute.Username("evtj:h6vY"))));
        assertAuthentic(REQUEST);
    }

    @Test
    void findsTheUfragOfTheSampleRequest() {
        assertThat(StunReader.localUfrag(REQUEST, 0, REQUEST.length)).contains("evtj");
    }

    @Test
    void readsTheSampleIpv4Response() {
        StunMessage response =
                StunReader.read(IPV4_RESPONSE, 0, IPV4_RESPONSE.length).orElseThrow();

        assertThat(response.isBinding(StunClass.SUCCESS)).isTrue();
        assertThat(response.transactionId()).isEqualTo(TRANSACTION);
        assertThat(response.attribute(StunAttribute.XorMappedAddress.class))
                .contains(new StunAttribute.XorMappedAddress(new InetSocketAddress("192.0.2.1", 32853)));
        assertAuthentic(IPV4_RESPONSE);
    }

    @Test
    void readsTheSampleIpv6Response() {
        StunMessage response =
                StunReader.read(IPV6_RESPONSE, 0, IPV6_RESPONSE.length).orElseThrow();

        assertThat(response.isBinding(StunClass.SUCCESS)).isTrue();
        assertThat(response.transactionId()).isEqualTo(TRANSACTION);
        assertThat(response.attribute(StunAttribute.XorMappedAddress.class))
                .contains(new StunAttribute.XorMappedAddress(
                        new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853)));
        assertAuthentic(IPV6_RESPONSE);
    }

    private static void assertAuthentic(byte[] message) {
        assertThat(Fingerprint.check(message, 0, message.length)).isEqualTo(Fingerprint.Verdict.VALID);
        assertThat(new MessageIntegrity(PASSWORD).verify(message, 0, message.length))
                .isTrue();
        assertThat(new MessageIntegrity(PASSWORD + "x").verify(message, 0, message.length))
                .isFalse();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}
