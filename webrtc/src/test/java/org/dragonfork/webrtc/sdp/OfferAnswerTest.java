package org.dragonfork.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dragonfork.webrtc.sdp.Answering.H264_BASELINE;
import static org.dragonfork.webrtc.sdp.Answering.LOCAL;
import static org.dragonfork.webrtc.sdp.Answering.OPUS;
import static org.dragonfork.webrtc.sdp.Answering.accepted;
import static org.dragonfork.webrtc.sdp.Answering.answered;
import static org.dragonfork.webrtc.sdp.Answering.change;
import static org.dragonfork.webrtc.sdp.Answering.tracks;
import static org.dragonfork.webrtc.sdp.Answering.without;

import java.util.List;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of an answer, apart from any one player. */
class OfferAnswerTest {
    private static final String CHROMIUM = OfferFiles.read(OfferFiles.CHROMIUM);

    @Test
    void answersSendrecvWithSendonly() {
        SessionDescription answer = answered(change(CHROMIUM, "a=recvonly", "a=sendrecv"), H264_BASELINE, OPUS);

        assertThat(answer.media()).allMatch(media -> media.attributes().has("sendonly"));
    }

    @Test
    void readsAMissingDirectionAsSendrecvOrTheSessions() {
        String none = without(CHROMIUM, "a=recvonly");

        assertThat(accepted(none, H264_BASELINE, OPUS).tracks()).hasSize(2);
        assertThat(accepted(change(none, "t=0 0\r\n", "t=0 0\r\na=recvonly\r\n"), H264_BASELINE)
                        .tracks())
                .hasSize(1);
    }

    @Test
    void answersASectionThatOnlySendsWithInactive() {
        String offer = CHROMIUM.replaceFirst("a=recvonly", "a=sendonly");
        SessionDescription answer = answered(offer, H264_BASELINE, OPUS);

        assertThat(answer.media().get(0).attributes().has("inactive")).isTrue();
        assertThat(answer.media().get(1).attributes().has("sendonly")).isTrue();
    }

    @Test
    void acceptsBundleOnlySectionsAndTheirSharedAttributes() {
        var accepted = accepted(OfferFiles.read(OfferFiles.BUNDLE_ONLY), H264_BASELINE, OPUS);

        assertThat(accepted.tracks()).allMatch(NegotiatedTrack::reducedSizeRtcp);
        assertThat(accepted.remote().bundleMid()).isEqualTo("a1");
        assertThat(SdpReader.read(accepted.answer()).attributes().first("group"))
                .contains("BUNDLE a1 v1");
    }

    @Test
    void rejectsASectionTheOffererSwitchedOff() {
        String offer = CHROMIUM.replaceFirst("m=audio 9 ", "m=audio 0 ").replace("BUNDLE 0 1", "BUNDLE 0");
        SessionDescription answer = answered(offer, H264_BASELINE, OPUS);

        assertThat(answer.media().get(1).port()).isZero();
        assertThat(answer.attributes().first("group")).contains("BUNDLE 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RTP/SAVPF", "TCP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVPF"})
    void echoesTheProtocol(String protocol) {
        SessionDescription answer = answered(CHROMIUM.replace("UDP/TLS/RTP/SAVPF", protocol), H264_BASELINE, OPUS);

        assertThat(answer.media()).extracting(MediaDescription::protocol).containsOnly(protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "ACTPASS"})
    void isTheDtlsServerOfWhoeverMayBeTheClient(String setup) {
        assertThat(accepted(change(CHROMIUM, "a=setup:actpass", "a=setup:" + setup), OPUS)
                        .tracks())
                .hasSize(1);
    }

    @Test
    void readsAMissingSetupAsActive() {
        assertThat(accepted(without(CHROMIUM, "a=setup"), OPUS).tracks()).hasSize(1);
    }

    @Test
    void readsIceAndDtlsAtSessionLevel() {
        String bare = CHROMIUM;
        String session = "t=0 0\r\n";
        for (String name : List.of("a=ice-ufrag", "a=ice-pwd", "a=fingerprint", "a=setup")) {
            session += CHROMIUM.lines()
                            .filter(line -> line.startsWith(name))
                            .findFirst()
                            .orElseThrow() + "\r\n";
            bare = without(bare, name);
        }
        String moved = change(bare, "t=0 0\r\n", session);

        assertThat(accepted(moved, H264_BASELINE, OPUS).remote())
                .isEqualTo(accepted(CHROMIUM, H264_BASELINE, OPUS).remote());
    }

    @Test
    void takesEveryUsableFingerprint() {
        String offer = change(
                CHROMIUM,
                "a=setup",
                "a=fingerprint:SHA-512 " + "ab:".repeat(63) + "ab\r\na=fingerprint:" + "sha-1 " + "ab:".repeat(19)
                        + "ab\r\na=fingerprint:sha-256 no\r\na=setup");

        assertThat(accepted(offer, OPUS).remote().fingerprints())
                .extracting(fingerprint -> fingerprint.algorithm())
                .containsExactlyInAnyOrder("sha-256", "sha-512");
    }

    @Test
    void agreesOnPictureLossFeedbackWhereOffered() {
        NegotiatedTrack video = accepted(CHROMIUM, H264_BASELINE, OPUS).tracks().getFirst();

        assertThat(video.kind()).isEqualTo(MediaKind.VIDEO);
        assertThat(video.pictureLossIndication()).isTrue();
        assertThat(video.fullIntraRequest()).isTrue();
        assertThat(video.reducedSizeRtcp()).isTrue();
        assertThat(video.nack()).isFalse();
        assertThat(answered(CHROMIUM, H264_BASELINE)
                        .media()
                        .getFirst()
                        .attributes()
                        .all("rtcp-fb"))
                .containsExactly("108 nack pli", "108 ccm fir");
        assertThat(accepted(without(CHROMIUM, "a=rtcp-fb:108"), H264_BASELINE)
                        .tracks()
                        .getFirst()
                        .pictureLossIndication())
                .isFalse();
    }

    @Test
    void agreesOnNackWhereLostPacketsAreSentAgain() {
        var stream = new StreamDescription("cam", "cname", tracks(H264_BASELINE, OPUS), true);
        String offer = change(CHROMIUM, "a=rtcp-fb:111 transport-cc", "a=rtcp-fb:111 nack");
        var accepted = (NegotiationResult.Accepted) OfferAnswer.answer(offer, stream, LOCAL);

        assertThat(accepted.tracks()).allMatch(NegotiatedTrack::nack);
        assertThat(accepted.answer()).contains("a=rtcp-fb:108 nack\r\n").contains("a=rtcp-fb:111 nack\r\n");
    }

    @Test
    void leavesReducedSizeRtcpOutWhereItWasNotOffered() {
        var accepted = accepted(without(CHROMIUM, "a=rtcp-rsize"), H264_BASELINE, OPUS);

        assertThat(accepted.tracks()).noneMatch(NegotiatedTrack::reducedSizeRtcp);
        assertThat(accepted.answer()).doesNotContain("rtcp-rsize");
    }

    @Test
    void sendsNoMidThatDoesNotFitTheOneByteForm() {
        String offer = change(CHROMIUM, "BUNDLE 0 1", "BUNDLE mid-with-17-bytes 1")
                .replace("a=mid:0", "a=mid:mid-with-17-bytes");

        assertThat(accepted(offer, H264_BASELINE).tracks().getFirst().midExtensionId())
                .isEmpty();
    }

    @Test
    void answersWithoutCandidatesToNowhere() {
        var local = new LocalTransport(LOCAL.credentials(), LOCAL.fingerprint(), List.of(), 0);
        var result = OfferAnswer.answer(CHROMIUM, Answering.stream(OPUS), local);

        assertThat(((NegotiationResult.Accepted) result).answer())
                .contains("m=audio 9 ")
                .contains("c=IN IP4 0.0.0.0\r\n")
                .contains("a=end-of-candidates\r\n");
    }

    @Test
    void showsNoPasswordAsText() {
        var accepted = accepted(CHROMIUM, H264_BASELINE, OPUS);

        assertThat(accepted.toString())
                .contains("RemoteTransport")
                .doesNotContain(LOCAL.credentials().pwd())
                .doesNotContain(accepted.remote().credentials().pwd());
        assertThat(LOCAL.toString()).doesNotContain(LOCAL.credentials().pwd());
    }

    @Test
    void makesAnIdOfAnyText() {
        assertThat(StreamDescription.idOf("rtsp:cam 1/ä")).isEqualTo("rtsp_cam_1__");
        assertThat(StreamDescription.idOf("-")).isEqualTo("_");
        assertThat(StreamDescription.idOf("")).isEqualTo("_");
        assertThat(StreamDescription.idOf("x".repeat(100))).hasSize(64);
    }

    @Test
    void refusesADescriptionThatNoAnswerCouldCarry() {
        List<TrackDescription> tracks = tracks(OPUS);
        List<TrackDescription> twice = tracks(OPUS, OPUS);

        assertThatThrownBy(() -> new StreamDescription("-", "c", tracks)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StreamDescription("a b", "c", tracks))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StreamDescription("a", "", tracks)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StreamDescription("a", "c", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StreamDescription("a", "c", twice)).isInstanceOf(IllegalArgumentException.class);
    }
}
