package org.dragonfork.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.webrtc.sdp.Answering.H264_BASELINE;
import static org.dragonfork.webrtc.sdp.Answering.OPUS;

import java.util.List;
import org.assertj.core.groups.Tuple;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the answer to every player that can play H.264 with Opus. */
class AcceptedOfferTest {
    static List<String> players() {
        return OfferFiles.WITH_H264_AND_OPUS;
    }

    private static SessionDescription offer(String player) {
        return SdpReader.read(OfferFiles.read(player));
    }

    private static SessionDescription answer(String player) {
        return Answering.answered(OfferFiles.read(player), H264_BASELINE, OPUS);
    }

    private static List<MediaDescription> live(SessionDescription answer) {
        return answer.media().stream().filter(media -> media.port() != 0).toList();
    }

    @ParameterizedTest
    @MethodSource("players")
    void sendsVideoAndAudio(String player) {
        var accepted = Answering.accepted(OfferFiles.read(player), H264_BASELINE, OPUS);

        assertThat(accepted.tracks())
                .extracting(NegotiatedTrack::kind)
                .containsExactlyInAnyOrder(MediaKind.VIDEO, MediaKind.AUDIO);
    }

    @ParameterizedTest
    @MethodSource("players")
    void keepsSectionsMidsAndProtocolsInOrder(String player) {
        assertThat(answer(player).media())
                .extracting(
                        MediaDescription::media,
                        MediaDescription::protocol,
                        m -> m.attributes().first("mid"))
                .containsExactlyElementsOf(offer(player).media().stream()
                        .map(m -> Tuple.tuple(
                                m.media(), m.protocol(), m.attributes().first("mid")))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("players")
    void bundlesExactlyTheLiveSections(String player) {
        SessionDescription answer = answer(player);
        String mids = String.join(
                " ",
                live(answer).stream()
                        .map(media -> media.attributes().first("mid").orElseThrow())
                        .toList());

        assertThat(answer.attributes().first("group")).contains("BUNDLE " + mids);
    }

    @ParameterizedTest
    @MethodSource("players")
    void isALiteAgentThatDoesNotTrickle(String player) {
        SessionDescription answer = answer(player);

        assertThat(answer.attributes().has("ice-lite")).isTrue();
        assertThat(answer.attributes().first("ice-options")).contains("ice2 trickle");
        assertThat(answer.media().getFirst().attributes().all("candidate"))
                .containsExactly(
                        "1 1 udp 2130706431 192.0.2.7 8189 typ host",
                        "2 1 udp 2130706175 2001:db8:0:0:0:0:0:7 8189 typ host");
        assertThat(answer.media().getFirst().attributes().has("end-of-candidates"))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("players")
    void givesEveryLiveSectionTheWholeTransport(String player) {
        assertThat(live(answer(player))).isNotEmpty().allSatisfy(media -> {
            Attributes attributes = media.attributes();
            assertThat(media.port()).isEqualTo(8189);
            assertThat(media.lines()).containsExactly(new SdpLine('c', "IN IP4 192.0.2.7"));
            assertThat(attributes.first("ice-ufrag")).contains(Answering.SERVER.ufrag());
            assertThat(attributes.first("ice-pwd")).contains(Answering.SERVER.pwd());
            assertThat(attributes.all("setup")).containsExactly("passive");
            assertThat(attributes.first("fingerprint"))
                    .hasValueSatisfying(value -> assertThat(value).matches("sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}"));
            assertThat(attributes.has("rtcp-mux")).isTrue();
            assertThat(attributes.has("rtcp-mux-only")).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("players")
    void sendsOneCodecOfOneStreamPerSection(String player) {
        assertThat(live(answer(player))).allSatisfy(media -> {
            Attributes attributes = media.attributes();
            String format = media.formats().getFirst();
            assertThat(media.formats()).hasSize(1);
            assertThat(attributes.has("sendonly")).isTrue();
            assertThat(attributes.all("rtpmap"))
                    .singleElement()
                    .satisfies(map -> assertThat(map).startsWith(format + " "));
            assertThat(attributes.all("msid")).containsExactly(media.media().equals("video") ? "cam v" : "cam a");
            assertThat(attributes.all("ssrc"))
                    .containsExactly((media.media().equals("video") ? "2147483649" : "77") + " cname:cname");
        });
    }

    @ParameterizedTest
    @MethodSource("players")
    void answersOnlyFeedbackAndExtensionsThatWereOffered(String player) {
        List<MediaDescription> offered = offer(player).media();
        List<MediaDescription> answered = answer(player).media();
        for (int i = 0; i < answered.size(); i++) {
            assertThat(offered.get(i).attributes().all("rtcp-fb"))
                    .containsAll(answered.get(i).attributes().all("rtcp-fb"));
            assertThat(offered.get(i).attributes().all("extmap"))
                    .containsAll(answered.get(i).attributes().all("extmap"));
        }
    }

    @ParameterizedTest
    @MethodSource("players")
    void writesAnAnonymousOriginWithANumericSessionId(String player) {
        String text =
                Answering.accepted(OfferFiles.read(player), H264_BASELINE, OPUS).answer();

        assertThat(text).startsWith("v=0\r\no=- 42 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=");
        assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(SdpWriter.write(SdpReader.read(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "chromium-156-video-audio, 108, 111, 9",
        "chromium-156-audio-video, 108, 111, 4",
        "firefox-h264-video-audio, 126, 109, 3",
        "safari-video-audio, 98, 111, 4",
        "gstreamer-whepsrc, 103, 111, -1",
        "libdatachannel, 96, 111, -1",
        "aiortc, 101, 96, 1",
        "werift, 97, 96, -1",
        "max-bundle-bundle-only, 108, 97, 1",
    })
    void usesThePlayersNumbers(String player, int videoType, int audioType, int midExtension) {
        List<NegotiatedTrack> tracks =
                Answering.accepted(OfferFiles.read(player), H264_BASELINE, OPUS).tracks();

        assertThat(tracks).extracting(NegotiatedTrack::payloadType).containsExactly(videoType, audioType);
        assertThat(tracks)
                .allSatisfy(
                        track -> assertThat(track.midExtensionId().orElse(-1)).isEqualTo(midExtension));
        assertThat(tracks)
                .extracting(NegotiatedTrack::ssrc)
                .containsExactly(Answering.VIDEO_SSRC, Answering.AUDIO_SSRC);
    }
}
