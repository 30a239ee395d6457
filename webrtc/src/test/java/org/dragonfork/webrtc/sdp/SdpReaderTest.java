package org.dragonfork.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SdpReaderTest {
    private static final String SMALL = "v=0\r\no=- 1 2 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n";

    private static void refuses(String text, int line) {
        assertThatThrownBy(() -> SdpReader.read(text))
                .isInstanceOfSatisfying(
                        SdpSyntaxException.class, e -> assertThat(e.line()).isEqualTo(line));
    }

    @ParameterizedTest
    @MethodSource("org.dragonfork.webrtc.sdp.OfferFiles#all")
    void writesBackWhatItRead(String name) {
        String offer = OfferFiles.read(name);

        assertThat(SdpWriter.write(SdpReader.read(offer))).isEqualTo(offer);
    }

    @ParameterizedTest
    @MethodSource("org.dragonfork.webrtc.sdp.OfferFiles#all")
    void readsLineFeedsAlone(String name) {
        String offer = OfferFiles.read(name);

        assertThat(SdpReader.read(offer.replace("\r\n", "\n"))).isEqualTo(SdpReader.read(offer));
    }

    @Test
    void readsTheExampleOfRfc8866Section5() {
        SessionDescription session = SdpReader.read("""
                v=0
                o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
                s=Call to John Smith
                i=SDP Offer #1
                u=http://www.jdoe.example.com/home.html
                e=Jane Doe <jane@jdoe.example.com>
                p=+1 617 555-6011
                c=IN IP4 198.51.100.1
                t=0 0
                m=audio 49170 RTP/AVP 0
                m=audio 49180 RTP/AVP 0
                m=video 51372/2 RTP/AVP 99
                c=IN IP6 2001:db8::2
                a=rtpmap:99 h263-1998/90000
                """);

        assertThat(session.origin().username()).isEqualTo("jdoe");
        assertThat(session.name()).isEqualTo("Call to John Smith");
        assertThat(session.lines()).extracting(SdpLine::type).containsExactly('i', 'u', 'e', 'p', 'c', 't');
        assertThat(session.media()).hasSize(3);
        MediaDescription video = session.media().get(2);
        assertThat(video.port()).isEqualTo(51_372);
        assertThat(video.portCount()).isEqualTo(2);
        assertThat(video.rtpMap(99)).contains(new RtpMap(99, "h263-1998", 90_000, 1));
        assertThat(SdpReader.read(SdpWriter.write(session))).isEqualTo(session);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "'v=1|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0', 1",
        "'o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0', 1",
        "'v=0', 1",
        "'v=0|o=- 1 2 IN IP4|s=-|t=0 0', 2",
        "'v=0|o=- one 2 IN IP4 0.0.0.0|s=-|t=0 0', 2",
        "'v=0|o=- 123456789012345678901 2 IN IP4 0.0.0.0|s=-|t=0 0', 2",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|t=0 0', 3",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-', 3",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0|s=-', 5",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0|x=1', 5",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0||a=x', 5",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0|a', 5",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0|a=:x', 5",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0|a=two words', 5",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0|m=video 9 RTP/AVP', 5",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0|m=video 65536 RTP/AVP 96', 5",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0|m=video -1 RTP/AVP 96', 5",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0|m=video 9/0 RTP/AVP 96', 5",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0|m=vid,eo 9 RTP/AVP 96', 5",
        "'v=0|o=- 1 2 IN IP4 0.0.0.0|s=-|t=0 0|m=video 9 RTP/AVP 96|v=0', 6",
    })
    void tellsTheLineThatIsNoSdp(String text, int line) {
        refuses(text.replace("|", "\r\n"), line);
    }

    @Test
    void refusesControlCharacters() {
        refuses(SMALL + "a=x:\0\r\n", 5);
        refuses(SMALL + "a=x:1\r2\r\n", 5);
    }

    @Test
    void readsUpToItsLimitsAndNotFurther() {
        String line = "a=x\r\n";
        assertThat(SdpReader.read(SMALL + line.repeat(SdpText.MAX_LINES - 4))
                        .attributes()
                        .list())
                .hasSize(SdpText.MAX_LINES - 4);
        refuses(SMALL + line.repeat(SdpText.MAX_LINES - 3), SdpText.MAX_LINES + 1);

        String media = "m=video 9 RTP/AVP 96\r\n";
        assertThat(SdpReader.read(SMALL + media.repeat(SdpReader.MAX_MEDIA)).media())
                .hasSize(SdpReader.MAX_MEDIA);
        refuses(SMALL + media.repeat(SdpReader.MAX_MEDIA + 1), SdpReader.MAX_MEDIA + 5);

        String rest = "x".repeat(SdpText.MAX_LENGTH - SMALL.length() - 4);
        assertThat(SdpReader.read(SMALL + "a=x:" + rest).attributes().first("x"))
                .contains(rest);
        refuses(SMALL + "a=x:" + rest + "x", 0);
    }

    @Test
    void toleratesBlankLinesAndSpacesAtTheEnd() {
        assertThat(SdpReader.read(SMALL + "a=ice-lite \r\n\r\n\n").attributes().has("ice-lite"))
                .isTrue();
    }

    @Test
    void joinsFormatParametersAndIgnoresTheirSpacesAndCase() {
        MediaDescription media = SdpReader.read(SMALL + "m=video 9 RTP/AVP 96\r\n"
                        + "a=fmtp:96 Packetization-Mode=1; sprop-parameter-sets=Z0I=,aM4=;;\r\na=fmtp:96 x-y\r\n")
                .media()
                .getFirst();

        assertThat(media.formatParameters(96))
                .isEqualTo(Map.of("packetization-mode", "1", "sprop-parameter-sets", "Z0I=,aM4=", "x-y", ""));
        assertThat(media.formatParameters(97)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"96", "96 VP8", "128 VP8/90000", "x VP8/90000", "96 VP8/0", "96 VP8/90000/x", "96 /90000", "''"})
    void ignoresMappingsThatAreNone(String value) {
        assertThat(RtpMap.read(value)).isEmpty();
    }

    @Test
    void matchesFeedbackByPayloadTypeOrForAll() {
        MediaDescription media = SdpReader.read(SMALL + "m=video 9 RTP/AVP 96 97\r\n"
                        + "a=rtcp-fb:96 nack\r\na=rtcp-fb:* ccm fir\r\na=rtcp-fb:97  nack pli\r\na=rtcp-fb:bad\r\n")
                .media()
                .getFirst();

        assertThat(media.allowsFeedback(96, "nack")).isTrue();
        assertThat(media.allowsFeedback(97, "nack")).isFalse();
        assertThat(media.allowsFeedback(97, "nack pli")).isTrue();
        assertThat(media.allowsFeedback(96, "ccm fir")).isTrue();
    }

    @Test
    void showsNoSecretsAsText() {
        SessionDescription session = SdpReader.read(OfferFiles.read(OfferFiles.CHROMIUM));
        String pwd = session.media().getFirst().attributes().first("ice-pwd").orElseThrow();

        assertThat(session.toString()).contains("a=ice-pwd").doesNotContain(pwd);
    }
}
