package org.dragonfork.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdpFragmentTest {
    private static final String UFRAG = "a=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n";
    private static final IceCredentials CREDENTIALS = new IceCredentials("EsAw", "P2uYro0UCOQ4zxjKXaWCBui1");

    private static void refuses(String text, int line) {
        assertThatThrownBy(() -> SdpFragmentReader.read(text))
                .isInstanceOfSatisfying(
                        SdpSyntaxException.class, e -> assertThat(e.line()).isEqualTo(line));
    }

    @Test
    void readsAFragmentAsWhepShowsIt() {
        SdpFragment fragment = SdpFragmentReader.read("""
                a=group:BUNDLE 0 1
                m=audio 9 UDP/TLS/RTP/SAVPF 111
                a=mid:0
                a=ice-ufrag:EsAw
                a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
                a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1
                a=candidate:3471623853 1 udp 2122194687 198.51.100.2 61765 typ srflx raddr 0.0.0.0 rport 0
                a=candidate:473322822 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active generation 0
                a=candidate:2154773085 1 tcp 1518214911 198.51.100.2 9 typ host tcptype active
                a=end-of-candidates
                """);

        assertThat(fragment.credentials("0")).contains(CREDENTIALS);
        assertThat(fragment.mids()).containsExactly("0");
        assertThat(fragment.endOfCandidates()).isTrue();
        assertThat(fragment.candidates())
                .containsExactly(
                        new RemoteCandidate(
                                "1387637174",
                                2_122_260_223L,
                                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 61_764),
                                "host"),
                        new RemoteCandidate(
                                "3471623853",
                                2_122_194_687L,
                                new InetSocketAddress(InetAddress.ofLiteral("198.51.100.2"), 61_765),
                                "srflx"));
    }

    @Test
    void readsCredentialsInFrontOfTheSections() {
        SdpFragment fragment = SdpFragmentReader.read(UFRAG + "a=ice-options:trickle\r\na=x-unknown:1\r\n"
                + "m=video 0 UDP/TLS/RTP/SAVPF 0\r\na=mid:v\r\na=candidate:1 1 UDP 1 2001:db8::1 5000 typ host\r\n"
                + "m=audio 9 RTP/AVP 0\r\na=mid:a\r\n");

        assertThat(fragment.sessionCredentials()).contains(CREDENTIALS);
        assertThat(fragment.credentials("v")).contains(CREDENTIALS);
        assertThat(fragment.mids()).containsExactly("v", "a");
        assertThat(fragment.candidates()).hasSize(1);
        assertThat(fragment.endOfCandidates()).isFalse();
    }

    @Test
    void prefersTheCredentialsOfTheBundledSection() {
        SdpFragment fragment = SdpFragmentReader.read(
                "m=audio 9 RTP/AVP 0\r\na=mid:0\r\na=ice-ufrag:othr\r\na=ice-pwd:0123456789012345678901\r\n"
                        + "m=video 9 RTP/AVP 0\r\na=mid:1\r\n" + UFRAG);

        assertThat(fragment.credentials("1")).contains(CREDENTIALS);
        assertThat(fragment.credentials("7")).map(IceCredentials::ufrag).contains("othr");
    }

    @Test
    void readsAFragmentWithoutSectionsOrCredentials() {
        assertThat(SdpFragmentReader.read(UFRAG).credentials("0")).contains(CREDENTIALS);
        SdpFragment bare =
                SdpFragmentReader.read("a=candidate:1 1 udp 1 192.0.2.1 5000 typ host\na=end-of-candidates\n");
        assertThat(bare.credentials("0")).isEmpty();
        assertThat(bare.mids()).isEmpty();
        assertThat(bare.candidates()).hasSize(1);
        assertThat(bare.endOfCandidates()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1 1 udp 1 4d3c2b1a-0000.local 5000 typ host",
        "1 1 ssltcp 1 192.0.2.1 443 typ host",
        "1 1 tcp 1 192.0.2.1 9 typ host tcptype active",
        "1 2 udp 1 192.0.2.1 5001 typ host",
        "1 1 udp 1 192.0.2.256 5000 typ host",
        "1 1 udp 1 0.0.0.0 5000 typ host",
        "1 1 udp 1 224.0.0.1 5000 typ host",
        "1 1 udp 1 fe80::1%eth0 5000 typ host",
        "1 1 udp 1 192.0.2.1 0 typ host",
        "1 1 udp 1 192.0.2.1 65536 typ host",
        "1 1 udp -1 192.0.2.1 5000 typ host",
        "1 1 udp 4294967296 192.0.2.1 5000 typ host",
        "1 1 udp 1 192.0.2.1 5000",
        "''",
    })
    void dropsACandidateItCannotUseAndKeepsTheOthers(String candidate) {
        SdpFragment fragment = SdpFragmentReader.read(UFRAG + "m=video 9 RTP/AVP 0\r\na=mid:0\r\na=candidate:"
                + candidate + "\r\na=candidate:2 1 udp 1 192.0.2.9 5000 typ host\r\n");

        assertThat(fragment.candidates())
                .extracting(RemoteCandidate::foundation)
                .containsExactly("2");
    }

    @Test
    void refusesWhatIsMalformed() {
        refuses("", 0);
        refuses("hello", 1);
        refuses(UFRAG + "m=video 9 RTP/AVP 0\r\na=candidate:1 1 udp 1 192.0.2.1 5000 typ host\r\n", 3);
        refuses(UFRAG + "m=video 9 RTP/AVP 0\r\na=mid:0\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\n", 5);
        refuses(UFRAG + "m=video\r\na=mid:0\r\n", 3);
        refuses("a=ice-ufrag:EsAw\r\n", 1);
        refuses("m=video 9 RTP/AVP 0\r\na=mid:0\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n", 1);
        refuses("a=ice-ufrag:EsAw\r\na=ice-pwd:short\r\n", 1);
        refuses("a=ice-ufrag:EsA\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n", 1);
    }

    @Test
    void writesTheServersHalfOfARestart() {
        String text = SdpFragmentWriter.restart(Answering.LOCAL, MediaKind.VIDEO, "0");

        assertThat(text)
                .isEqualTo("a=ice-lite\r\n"
                        + "a=ice-options:ice2 trickle\r\n"
                        + "m=video 9 UDP/TLS/RTP/SAVPF 0\r\n"
                        + "a=mid:0\r\n"
                        + "a=ice-ufrag:srvufrag\r\n"
                        + "a=ice-pwd:srvpwdsrvpwdsrvpwdsrvpwd\r\n"
                        + "a=candidate:1 1 udp 2130706431 192.0.2.7 8189 typ host\r\n"
                        + "a=candidate:2 1 udp 2130706175 2001:db8:0:0:0:0:0:7 8189 typ host\r\n"
                        + "a=end-of-candidates\r\n");
        SdpFragment read = SdpFragmentReader.read(text);
        assertThat(read.credentials("0")).contains(Answering.SERVER);
        assertThat(read.candidates()).hasSize(2);
        assertThat(read.endOfCandidates()).isTrue();
    }

    @Test
    void usesTheIceOptionsOfTheAnswer() {
        SessionDescription answer = Answering.answered(OfferFiles.read(OfferFiles.CHROMIUM), Answering.OPUS);

        assertThat(SdpFragmentWriter.restart(Answering.LOCAL, MediaKind.VIDEO, "0"))
                .contains("a=ice-options:"
                        + answer.attributes().first("ice-options").orElseThrow() + "\r\n");
    }
}
