package org.dragonfork.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.webrtc.sdp.Answering.H264_BASELINE;
import static org.dragonfork.webrtc.sdp.Answering.OPUS;
import static org.dragonfork.webrtc.sdp.Answering.change;
import static org.dragonfork.webrtc.sdp.Answering.unservable;
import static org.dragonfork.webrtc.sdp.Answering.without;

import java.util.Set;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Offers that are SDP but break a rule, and text that is no SDP. */
class UnservableOfferTest {
    private static final String CHROMIUM = OfferFiles.read(OfferFiles.CHROMIUM);
    private static final String AUDIO = OfferFiles.read(OfferFiles.CHROMIUM_AUDIO);

    @Test
    void wantsABundle() {
        assertThat(unservable(without(CHROMIUM, "a=group"))).contains("BUNDLE");
        assertThat(unservable(change(CHROMIUM, "BUNDLE 0 1", "BUNDLE 0"))).contains("outside the BUNDLE");
        assertThat(unservable(change(CHROMIUM, "BUNDLE 0 1", "BUNDLE 0 1 2"))).contains("no section has");
        assertThat(unservable(change(CHROMIUM, "BUNDLE 0 1", "BUNDLE 0 0 1"))).contains("twice");
        assertThat(unservable(without(CHROMIUM, "a=mid"))).contains("BUNDLE");
    }

    @Test
    void wantsRtcpOnTheSamePort() {
        assertThat(unservable(without(CHROMIUM, "a=rtcp-mux"))).contains("rtcp-mux");
    }

    @Test
    void wantsOneSectionPerKind() {
        String video = CHROMIUM.substring(CHROMIUM.indexOf("m=video"), CHROMIUM.indexOf("m=audio"));
        String audio = CHROMIUM.substring(CHROMIUM.indexOf("m=audio"));
        String bundled = change(CHROMIUM, "BUNDLE 0 1", "BUNDLE 0 1 2");

        assertThat(unservable(bundled + video.replace("a=mid:0", "a=mid:2"))).contains("two video");
        assertThat(unservable(bundled + audio.replace("a=mid:1", "a=mid:2"))).contains("two audio");
    }

    @Test
    void wantsDistinctMids() {
        assertThat(unservable(change(CHROMIUM, "a=mid:1", "a=mid:0"))).contains("same mid");
        assertThat(unservable(change(CHROMIUM, "a=mid:1", "a=mid:1 2"))).contains("no token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendonly", "inactive"})
    void wantsASectionThatReceives(String direction) {
        assertThat(unservable(change(CHROMIUM, "a=recvonly", "a=" + direction))).contains("recvonly");
    }

    @Test
    void wantsMediaOverDtls() {
        assertThat(unservable(change(CHROMIUM, "UDP/TLS/RTP/SAVPF", "RTP/AVP"))).contains("SAVPF");
        assertThat(unservable("v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\n")).contains("no video or audio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"passive", "holdconn", "banana", ""})
    void wantsTheDtlsClientOnTheOtherSide(String setup) {
        assertThat(unservable(change(CHROMIUM, "a=setup:actpass", "a=setup:" + setup)))
                .contains("DTLS server");
    }

    @Test
    void wantsAFullIceAgent() {
        assertThat(unservable(change(CHROMIUM, "t=0 0\r\n", "t=0 0\r\na=ice-lite\r\n")))
                .contains("ICE-lite");
    }

    @Test
    void wantsIceCredentials() {
        assertThat(unservable(without(CHROMIUM, "a=ice-ufrag"))).contains("ice-ufrag");
        assertThat(unservable(without(CHROMIUM, "a=ice-pwd"))).contains("ice-pwd");
        assertThat(unservable(AUDIO.replaceFirst("a=ice-ufrag:.*", "a=ice-ufrag:ab")))
                .contains("ice-ufrag");
        assertThat(unservable(AUDIO.replaceFirst("a=ice-pwd:.*", "a=ice-pwd:too short")))
                .contains("ice-pwd")
                .doesNotContain("too short");
    }

    @Test
    void wantsAFingerprintOfAHashThatIsRelied() {
        assertThat(unservable(without(CHROMIUM, "a=fingerprint"))).contains("fingerprint");
        assertThat(unservable(change(CHROMIUM, "a=fingerprint:sha-256", "a=fingerprint:sha-1")))
                .contains("fingerprint");
        assertThat(unservable(AUDIO.replaceFirst("a=fingerprint:sha-256 ..:", "a=fingerprint:sha-256 ")))
                .contains("fingerprint");
    }

    @Test
    void saysThatTheStreamHasNothingOfWhatIsAskedFor() {
        assertThat(Answering.answer(AUDIO, H264_BASELINE))
                .isEqualTo(new NegotiationResult.CodecMismatch(
                        Set.of(MediaKind.VIDEO), "the stream has only video, which the offer does not ask for"));
    }

    @Test
    void tellsTheLineOfTextThatIsNoSdp() {
        assertThat(Answering.answer("", OPUS)).isEqualTo(new NegotiationResult.Malformed(0, "empty"));
        assertThat(Answering.answer("{\"sdp\":1}", OPUS))
                .isEqualTo(new NegotiationResult.Malformed(1, "not of the form type=value"));
        assertThat(Answering.answer(CHROMIUM.substring(0, 400), OPUS))
                .isNotInstanceOf(NegotiationResult.Accepted.class);
    }
}
