package org.dragonfork.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.webrtc.sdp.Answering.H264_BASELINE;
import static org.dragonfork.webrtc.sdp.Answering.OPUS;
import static org.dragonfork.webrtc.sdp.Answering.accepted;
import static org.dragonfork.webrtc.sdp.Answering.answered;
import static org.dragonfork.webrtc.sdp.Answering.change;

import java.util.List;
import java.util.Set;
import org.dragonfork.webrtc.codec.Av1;
import org.dragonfork.webrtc.codec.G722;
import org.dragonfork.webrtc.codec.H264;
import org.dragonfork.webrtc.codec.H264Profile;
import org.dragonfork.webrtc.codec.H265;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.codec.Pcmu;
import org.dragonfork.webrtc.codec.Vp8;
import org.dragonfork.webrtc.codec.Vp9;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers do in their own way, and what Chromium was seen to refuse in an answer. */
class BrowserOfferTest {
    private static final String CHROMIUM = OfferFiles.read(OfferFiles.CHROMIUM);
    private static final String FIREFOX = OfferFiles.read(OfferFiles.FIREFOX_H264);
    private static final String SAFARI = OfferFiles.read("safari-video-audio");

    private static H264 h264(String profileLevelId) {
        return new H264(H264Profile.parse(profileLevelId));
    }

    private static int payloadType(String offer, H264 codec) {
        return accepted(offer, codec).tracks().getFirst().payloadType();
    }

    /** Chromium refuses an answer whose first section is rejected: its transport is the one in use. */
    @Test
    void keepsVideoInactiveInTheBundleForAnAudioOnlyStream() {
        SessionDescription answer = answered(CHROMIUM, OPUS);
        MediaDescription video = answer.media().get(0);

        assertThat(answer.attributes().first("group")).contains("BUNDLE 0 1");
        assertThat(video.port()).isNotZero();
        assertThat(video.attributes().has("inactive")).isTrue();
        assertThat(video.attributes().has("rtcp-mux")).isTrue();
        assertThat(video.attributes().has("fingerprint")).isTrue();
        assertThat(video.attributes().has("candidate")).isTrue();
        assertThat(video.attributes().has("msid")).isFalse();
        assertThat(video.attributes().has("ssrc")).isFalse();
        assertThat(video.formats()).containsExactly("96");
        assertThat(video.attributes().all("rtpmap")).containsExactly("96 VP8/90000");
        assertThat(answer.media().get(1).attributes().has("sendonly")).isTrue();
    }

    @Test
    void keepsAudioInactiveInTheBundleForAVideoOnlyStream() {
        MediaDescription audio = answered(CHROMIUM, H264_BASELINE).media().get(1);

        assertThat(audio.attributes().has("inactive")).isTrue();
        assertThat(audio.formats()).containsExactly("111");
        assertThat(audio.attributes().all("fmtp")).containsExactly("111 minptime=10;useinbandfec=1");
        assertThat(audio.attributes().has("candidate")).isFalse();
    }

    @Test
    void keepsAudioFirstInactiveForAVideoOnlyStream() {
        SessionDescription answer = answered(OfferFiles.read(OfferFiles.CHROMIUM_AUDIO_FIRST), H264_BASELINE);

        assertThat(answer.media().get(0).attributes().has("inactive")).isTrue();
        assertThat(answer.media().get(0).attributes().has("candidate")).isTrue();
        assertThat(answer.media().get(1).attributes().has("sendonly")).isTrue();
    }

    /** Chromium refuses an answer without the section, and accepts port 0 outside the group. */
    @Test
    void rejectsADataChannelOutsideTheBundle() {
        var accepted = accepted(OfferFiles.read(OfferFiles.CHROMIUM_DATA), H264_BASELINE, OPUS);
        SessionDescription answer = SdpReader.read(accepted.answer());
        MediaDescription application = answer.media().get(2);

        assertThat(answer.attributes().first("group")).contains("BUNDLE 0 1");
        assertThat(application.media()).isEqualTo("application");
        assertThat(application.port()).isZero();
        assertThat(application.formats()).containsExactly("webrtc-datachannel");
        assertThat(accepted.remote().mids()).containsExactly("0", "1", "2");
    }

    @Test
    void servesAudioAloneToAnAudioOffer() {
        var accepted = accepted(OfferFiles.read(OfferFiles.CHROMIUM_AUDIO), H264_BASELINE, OPUS);

        assertThat(accepted.tracks()).extracting(NegotiatedTrack::kind).containsExactly(MediaKind.AUDIO);
    }

    @Test
    void readsTheTransportOfChromium() {
        RemoteTransport remote = accepted(CHROMIUM, H264_BASELINE, OPUS).remote();

        assertThat(remote.bundleMid()).isEqualTo("0");
        assertThat(remote.mids()).containsExactly("0", "1");
        assertThat(CHROMIUM).contains("a=ice-ufrag:" + remote.credentials().ufrag() + "\r\n");
        assertThat(CHROMIUM).contains("a=ice-pwd:" + remote.credentials().pwd() + "\r\n");
        assertThat(remote.fingerprints())
                .singleElement()
                .satisfies(
                        fingerprint -> assertThat(CHROMIUM).contains("a=fingerprint:sha-256 " + fingerprint.value()));
    }

    @Test
    void readsTheFingerprintFirefoxStatesForTheSession() {
        RemoteTransport remote = accepted(FIREFOX, H264_BASELINE, OPUS).remote();

        assertThat(remote.fingerprints()).hasSize(1);
        assertThat(remote.credentials().ufrag()).matches("[0-9a-f]{8}");
    }

    @Test
    void answersTheDirectionOfAnExtensionWithItsOpposite() {
        String offer = change(
                FIREFOX,
                "a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid",
                "a=extmap:3/recvonly urn:ietf:params:rtp-hdrext:sdes:mid");

        assertThat(answered(offer, H264_BASELINE)
                        .media()
                        .getFirst()
                        .attributes()
                        .all("extmap"))
                .containsExactly("3/sendonly urn:ietf:params:rtp-hdrext:sdes:mid");
    }

    @ParameterizedTest
    @CsvSource({"3/sendonly", "3/inactive", "15", "300"})
    void leavesOutAMidExtensionItCannotSend(String id) {
        String offer = change(FIREFOX, "a=extmap:3 ", "a=extmap:" + id + " ");

        assertThat(accepted(offer, H264_BASELINE).tracks().getFirst().midExtensionId())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"42c01f, 108", "42001f, 102", "4d4028, 116", "f40028, 41", "640028, 41", "640c28, 41"})
    void choosesAmongTheProfilesOfChromium(String stream, int payloadType) {
        assertThat(payloadType(CHROMIUM, h264(stream))).isEqualTo(payloadType);
    }

    @ParameterizedTest
    @CsvSource({"42c01f, 126", "42001f, 105", "4d4028, 126", "640028, 126"})
    void choosesAmongTheProfilesOfFirefox(String stream, int payloadType) {
        assertThat(payloadType(FIREFOX, h264(stream))).isEqualTo(payloadType);
    }

    @ParameterizedTest
    @CsvSource({"42c01f, 98", "4d4028, 96", "640028, 96", "640c28, 96"})
    void choosesAmongTheProfilesOfSafari(String stream, int payloadType) {
        assertThat(payloadType(SAFARI, h264(stream))).isEqualTo(payloadType);
    }

    /** Chromium numbers codecs from 35 when it runs out of numbers from 96. */
    @Test
    void takesAPayloadTypeBelowSixtyFour() {
        String offer = CHROMIUM.lines()
                .filter(line -> !line.matches("a=rtpmap:(102|108|116) .*"))
                .reduce("", (a, b) -> a + b + "\r\n");

        assertThat(payloadType(offer, H264_BASELINE)).isEqualTo(41);
        assertThat(accepted(CHROMIUM, new Vp9(1)).tracks().getFirst().payloadType())
                .isEqualTo(35);
        assertThat(accepted(CHROMIUM, new Av1()).tracks().getFirst().payloadType())
                .isEqualTo(45);
    }

    @Test
    void neverTakesAPayloadTypeThatLooksLikeRtcp() {
        String offer = OfferFiles.read(OfferFiles.BUNDLE_ONLY);

        assertThat(offer.indexOf("a=rtpmap:66 H264")).isLessThan(offer.indexOf("a=rtpmap:108 H264"));
        assertThat(payloadType(offer, H264_BASELINE)).isEqualTo(108);
    }

    @Test
    void passesOtherCodecsThrough() {
        assertThat(accepted(CHROMIUM, new Vp8(), new G722()).tracks())
                .extracting(NegotiatedTrack::payloadType)
                .containsExactly(96, 9);
        assertThat(accepted(SAFARI, new H265(), new Pcmu()).tracks())
                .extracting(NegotiatedTrack::payloadType)
                .containsExactly(100, 0);
    }

    @Test
    void saysWhichKindsHaveNoCommonCodec() {
        String firefox = OfferFiles.read(OfferFiles.FIREFOX);

        assertThat(Answering.answer(firefox, H264_BASELINE, OPUS))
                .isEqualTo(new NegotiationResult.CodecMismatch(
                        Set.of(MediaKind.VIDEO),
                        "the stream's video is H264 Constrained Baseline 3.1 and the offer has no payload type for it,"
                                + " only VP8, rtx, VP9, AV1, ulpfec, red"));
        String noOpus = change(firefox, "opus/48000/2", "L16/48000/2");
        assertThat(Answering.answer(noOpus, H264_BASELINE, OPUS))
                .isInstanceOfSatisfying(
                        NegotiationResult.CodecMismatch.class,
                        mismatch -> assertThat(mismatch.kinds())
                                .containsExactlyInAnyOrder(MediaKind.VIDEO, MediaKind.AUDIO));
    }

    @Test
    void announcesStereo() {
        assertThat(answered(CHROMIUM, OPUS).media().get(1).attributes().all("fmtp"))
                .isEqualTo(List.of("111 sprop-stereo=1"));
    }
}
