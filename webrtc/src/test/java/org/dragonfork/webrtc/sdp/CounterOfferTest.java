package org.dragonfork.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.webrtc.sdp.Answering.H264_BASELINE;
import static org.dragonfork.webrtc.sdp.Answering.LOCAL;
import static org.dragonfork.webrtc.sdp.Answering.OPUS;
import static org.dragonfork.webrtc.sdp.Answering.change;
import static org.dragonfork.webrtc.sdp.Answering.without;

import java.util.List;
import java.util.OptionalInt;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.G722;
import org.dragonfork.webrtc.codec.H264;
import org.dragonfork.webrtc.codec.H264Profile;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.codec.Vp9;
import org.dragonfork.webrtc.dtls.DtlsRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The offer of this side and what is answered to it. */
class CounterOfferTest {
    static final String ANSWER = """
            v=0
            o=- 1 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            m=video 9 UDP/TLS/RTP/SAVPF 97
            c=IN IP4 0.0.0.0
            a=ice-ufrag:abcd
            a=ice-pwd:abcdefghijklmnopqrstuvwx
            a=fingerprint:sha-256 %s
            a=setup:active
            a=mid:0
            a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid
            a=recvonly
            a=rtcp-mux
            a=rtcp-rsize
            a=rtpmap:97 H264/90000
            a=rtcp-fb:97 nack
            a=rtcp-fb:97 nack pli
            a=fmtp:97 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            c=IN IP4 0.0.0.0
            a=mid:1
            a=recvonly
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            """.formatted("AB:".repeat(31) + "AB").replace("\n", "\r\n");

    private static CounterOffer offer(Codec... codecs) {
        return CounterOffer.of(new StreamDescription("cam", "cname", Answering.tracks(codecs), true), LOCAL);
    }

    private static AnswerResult.Accepted accepted(String answer) {
        AnswerResult result = offer(H264_BASELINE, OPUS).take(answer);
        assertThat(result).isInstanceOf(AnswerResult.Accepted.class);
        return (AnswerResult.Accepted) result;
    }

    private static String refused(String answer) {
        AnswerResult result = offer(H264_BASELINE, OPUS).take(answer);
        assertThat(result).isInstanceOf(AnswerResult.Unservable.class);
        return ((AnswerResult.Unservable) result).why();
    }

    @Test
    void offersEachTrackOnOneTransport() {
        SessionDescription offered = SdpReader.read(offer(H264_BASELINE, OPUS).sdp());

        assertThat(offered.attributes().first("group")).contains("BUNDLE 0 1");
        assertThat(offered.attributes().has("ice-lite")).isTrue();
        MediaDescription video = offered.media().getFirst();
        assertThat(video.text()).startsWith("video 8189 UDP/TLS/RTP/SAVPF 96");
        assertThat(video.attributes().first("ice-ufrag")).contains("srvufrag");
        assertThat(video.attributes().first("setup")).contains("actpass");
        assertThat(video.attributes().all("candidate")).hasSize(2);
        assertThat(video.attributes().has("end-of-candidates")).isTrue();
        MediaDescription audio = offered.media().get(1);
        assertThat(audio.port()).isZero();
        assertThat(audio.attributes().has("bundle-only")).isTrue();
        assertThat(audio.attributes().has("ice-ufrag"))
                .as("RFC 9143 section 7.1.3")
                .isFalse();
        assertThat(audio.attributes().first("fmtp"))
                .hasValueSatisfying(fmtp -> assertThat(fmtp).endsWith(" sprop-stereo=1"));
        assertThat(offered.media()).allSatisfy(media -> {
            assertThat(media.attributes().has("sendonly")).isTrue();
            assertThat(media.attributes().has("rtcp-mux")).isTrue();
            assertThat(media.attributes().first("msid")).isPresent();
            assertThat(media.attributes().first("ssrc")).isPresent();
        });
    }

    @Test
    void offersTheProfileOfTheStreamFirstAndThenThoseThatBrowsersHave() {
        SessionDescription offered = SdpReader.read(
                offer(new H264(H264Profile.parse("640028")), new G722()).sdp());

        assertThat(offered.media().getFirst().attributes().all("fmtp"))
                .map(fmtp -> fmtp.substring(fmtp.length() - 6))
                .containsExactly("640028", "640c1f", "42e01f", "4d001f", "42001f");
        assertThat(offered.media().get(1).formats()).as("fixed by RFC 3551").isEqualTo(List.of("9"));
    }

    @Test
    void offersOtherCodecsWithTheirProfile() {
        SessionDescription offered = SdpReader.read(offer(new Vp9(2)).sdp());

        assertThat(offered.attributes().first("group")).contains("BUNDLE 0");
        assertThat(offered.media().getFirst().attributes().first("fmtp")).contains("96 profile-id=2");
    }

    @Test
    void takesAnAnswer() {
        AnswerResult.Accepted taken = accepted(ANSWER);

        assertThat(taken.role()).isEqualTo(DtlsRole.SERVER);
        assertThat(taken.remote().credentials().ufrag()).isEqualTo("abcd");
        assertThat(taken.remote().bundleMid()).isEqualTo("0");
        NegotiatedTrack video = taken.tracks().getFirst();
        assertThat(video.kind()).isEqualTo(MediaKind.VIDEO);
        assertThat(video.payloadType()).isEqualTo(97);
        assertThat(video.ssrc()).isEqualTo(Answering.VIDEO_SSRC);
        assertThat(video.midExtensionId()).isEqualTo(OptionalInt.of(1));
        assertThat(video.nack()).isTrue();
        assertThat(video.pictureLossIndication()).isTrue();
        assertThat(video.fullIntraRequest()).isFalse();
        assertThat(taken.tracks().get(1).payloadType()).isEqualTo(111);
    }

    @Test
    void leavesTheDtlsRoleToTheAnswer() {
        assertThat(accepted(change(ANSWER, "setup:active", "setup:passive")).role())
                .isEqualTo(DtlsRole.CLIENT);
        assertThat(accepted(without(ANSWER, "a=setup")).role()).isEqualTo(DtlsRole.SERVER);
        assertThat(refused(change(ANSWER, "setup:active", "setup:actpass"))).contains("neither active nor passive");
    }

    @Test
    void takesAnAnswerThatWantsOnlyOneKind() {
        String soundOff = ANSWER.replace("m=audio 9", "m=audio 0").replace("BUNDLE 0 1", "BUNDLE 0");

        assertThat(accepted(soundOff).tracks())
                .singleElement()
                .satisfies(track -> assertThat(track.kind()).isEqualTo(MediaKind.VIDEO));
        assertThat(accepted(ANSWER.replaceFirst("a=recvonly", "a=inactive")).tracks())
                .singleElement()
                .satisfies(track -> assertThat(track.kind()).isEqualTo(MediaKind.AUDIO));
    }

    @ParameterizedTest
    @CsvSource({
        "a=recvonly, a=sendrecv, only sends",
        "a=recvonly, a=sendonly, only sends",
        "a=recvonly, a=inactive, takes nothing",
        "H264/90000, VP8/90000, no payload type of H264",
        "a=mid:1, a=mid:x, is not that of",
        "m=audio, m=video, is not that of",
        "a=rtcp-mux, a=x-mux, rtcp-mux",
        "a=group:BUNDLE 0 1, a=group:LS 0 1, the answer has no BUNDLE group",
        "a=ice-ufrag:abcd, a=ice-ufrag:a, ufrag",
        "sha-256, sha-1, the answer has no certificate fingerprint",
        "t=0 0, t=0 0\\r\\na=ice-lite, ICE-lite",
    })
    void refusesAnAnswerThatCannotBeUsed(String from, String to, String why) {
        assertThat(refused(change(ANSWER, from, to.translateEscapes()))).contains(why);
    }

    @Test
    void refusesToReceiveFromASectionThatHidesBehindTheBundleToo() {
        String hidden = ANSWER.replace("m=audio 9", "m=audio 0")
                .replace("a=mid:1\r\na=recvonly", "a=mid:1\r\na=bundle-only\r\na=sendrecv");

        assertThat(refused(hidden)).contains("only sends");
    }

    @Test
    void refusesAnAnswerWithOtherSections() {
        assertThat(refused(ANSWER.substring(0, ANSWER.indexOf("m=audio")).replace("BUNDLE 0 1", "BUNDLE 0")))
                .contains("1 sections and the server's offer 2");
        assertThat(offer(H264_BASELINE, OPUS).take("{}")).isInstanceOf(AnswerResult.Malformed.class);
        assertThat(offer(H264_BASELINE, OPUS).take("")).isInstanceOf(AnswerResult.Malformed.class);
    }
}
