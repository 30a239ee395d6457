package org.dragonfork.egress.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dragonfork.egress.supervise.TrackPlan.Choice;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegPlanTest {
    private static final WebrtcLegs AUTO = WebrtcLegs.both(LegMode.AUTO);

    private static ProbedStream video(int number, String codec, String profile, String pixels, boolean bFrames) {
        return stream(number, "video", codec, profile, bFrames, false, false, pixels, 1280, 0, 0);
    }

    private static ProbedStream audio(int number, String codec, int hertz, int channels) {
        return stream(number, "audio", codec, "", false, false, false, "", 0, hertz, channels);
    }

    private static ProbedStream stream(
            int number,
            String type,
            String codec,
            String profile,
            boolean bFrames,
            boolean interlaced,
            boolean cover,
            String pixels,
            int width,
            int hertz,
            int channels) {
        return stream(number, type, codec, profile, bFrames, interlaced, cover, pixels, width, hertz, channels, 1);
    }

    private static ProbedStream stream(
            int number,
            String type,
            String codec,
            String profile,
            boolean bFrames,
            boolean interlaced,
            boolean cover,
            String pixels,
            int width,
            int hertz,
            int channels,
            double pixelAspect) {
        return new ProbedStream(
                "rtsp://192.0.2.1/",
                "rtsp",
                0,
                number,
                "und",
                type,
                codec,
                profile,
                bFrames,
                interlaced,
                cover,
                codec,
                0,
                0,
                25,
                pixels,
                width,
                width * 9 / 16,
                pixelAspect,
                0,
                hertz,
                "",
                channels);
    }

    @ParameterizedTest
    @CsvSource({"0, COPY", "1, COPY", "1.004, COPY", "1.422, TRANSCODE", "0.909, TRANSCODE"})
    void encodesVideoWhosePixelsAreNotSquare(double pixelAspect, TrackPlan.Choice choice) {
        TrackPlan plan = LegPlan.of(
                        WebrtcLegs.both(LegMode.AUTO),
                        List.of(stream(
                                0, "video", "h264", "Main", false, false, false, "yuv420p", 720, 0, 0, pixelAspect)))
                .video();

        assertThat(plan.choice()).isEqualTo(choice);
        assertThat(plan.why().contains("pixels are not square")).isEqualTo(choice == TrackPlan.Choice.TRANSCODE);
    }

    @ParameterizedTest
    @CsvSource({
        "h264, Constrained Baseline, yuv420p, false, COPY",
        "h264, Baseline, yuv420p, false, COPY",
        "h264, Main, yuvj420p, false, COPY",
        "h264, High, yuv420p, false, COPY",
        "h264, High, yuv420p, true, TRANSCODE",
        "h264, Main, yuv422p, false, TRANSCODE",
        "h264, High 10, yuv420p10le, false, TRANSCODE",
        "h264, High 4:4:4 Predictive, yuv444p, false, TRANSCODE",
        "h264, '', yuv420p, false, TRANSCODE",
        "vp8, '', yuv420p, false, COPY",
        "vp9, Profile 0, yuv420p, false, TRANSCODE",
        "av1, Main, yuv420p, false, TRANSCODE",
        "hevc, Main, yuv420p, false, TRANSCODE",
        "mpeg4, Simple Profile, yuv420p, false, TRANSCODE",
        "mjpeg, Baseline, yuvj422p, false, TRANSCODE",
        "none, '', '', false, TRANSCODE",
    })
    void copiesTheVideoThatEveryBrowserPlays(
            String codec, String profile, String pixels, boolean bFrames, Choice choice) {
        LegPlan plan = LegPlan.of(AUTO, List.of(video(0, codec, profile, pixels, bFrames)));

        assertThat(plan.video().choice()).as(plan.describe()).isEqualTo(choice);
        assertThat(plan.video().why()).isNotBlank().doesNotContain("\n");
        assertThat(plan.audio().choice()).isEqualTo(Choice.NONE);
        assertThat(plan.kinds()).containsExactly(MediaKind.VIDEO);
    }

    @ParameterizedTest
    @CsvSource({
        "opus, 48000, 2, COPY",
        "opus, 48000, 1, COPY",
        "opus, 48000, 6, TRANSCODE",
        "opus, 48000, 0, TRANSCODE",
        "pcm_mulaw, 8000, 1, COPY",
        "pcm_alaw, 8000, 1, COPY",
        "pcm_alaw, 44100, 2, TRANSCODE",
        "adpcm_g722, 16000, 1, COPY",
        "aac, 48000, 2, TRANSCODE",
        "mp3, 44100, 2, TRANSCODE",
    })
    void copiesTheSoundThatEveryBrowserPlays(String codec, int hertz, int channels, Choice choice) {
        LegPlan plan = LegPlan.of(AUTO, List.of(audio(0, codec, hertz, channels)));

        assertThat(plan.audio().choice()).as(plan.describe()).isEqualTo(choice);
        assertThat(plan.kinds()).containsExactly(MediaKind.AUDIO);
    }

    @Test
    void encodesInterlacedH264AndTheOneWhoseParametersWereNotSeen() {
        var fields = stream(0, "video", "h264", "High", false, true, false, "yuv420p", 720, 0, 0);
        var unseen = stream(0, "video", "h264", "High", false, false, false, "yuv420p", 0, 0, 0);

        assertThat(LegPlan.of(AUTO, List.of(fields)).video().why()).contains("interlaced");
        assertThat(LegPlan.of(AUTO, List.of(unseen)).video().choice()).isEqualTo(Choice.TRANSCODE);
    }

    @Test
    void turnsThePictureOfAPhoneItself() {
        var upright = stream(0, "video", "h264", "High", false, false, false, "yuv420p", 1920, 0, 0);

        assertThat(LegPlan.of(AUTO, List.of(upright.rotated(-90))).video())
                .satisfies(plan -> assertThat(plan.choice()).isEqualTo(Choice.TRANSCODE))
                .satisfies(plan -> assertThat(plan.why()).contains("turned"));
        assertThat(LegPlan.of(AUTO, List.of(upright)).video().choice()).isEqualTo(Choice.COPY);
    }

    @Test
    void takesTheCoverOfAnAlbumForNoVideo() {
        var cover = stream(1, "video", "mjpeg", "", false, false, true, "yuvj444p", 600, 0, 0);

        LegPlan plan = LegPlan.of(AUTO, List.of(audio(0, "mp3", 44_100, 2), cover));

        assertThat(plan.kinds()).containsExactly(MediaKind.AUDIO);
    }

    @Test
    void makesLegsWithAModeForEachTrack() {
        LegPlan plan =
                LegPlan.of(AUTO, List.of(video(0, "h264", "Main", "yuv420p", false), audio(1, "aac", 48_000, 2)));

        WebrtcLegs legs = plan.applyTo(AUTO).orElseThrow();
        assertThat(legs.videoMode()).isEqualTo(LegMode.COPY);
        assertThat(legs.audioMode()).isEqualTo(LegMode.TRANSCODE);
        assertThat(legs.needPlan()).isFalse();
        assertThat(plan.describe())
                .isEqualTo("video: copy (H.264 Main without B-frames plays in every browser), "
                        + "audio: transcode (aac is not played over WebRTC)");
        assertThat(LegPlan.of(AUTO, List.of(video(0, "vp8", "", "yuv420p", false)))
                        .applyTo(AUTO)
                        .orElseThrow()
                        .videoMode())
                .as("nothing that only H.264 takes")
                .isEqualTo(LegMode.PASS);
    }

    @Test
    void hasNoLegsForAnInputWithoutTracks() {
        assertThat(LegPlan.of(AUTO, List.of()).applyTo(AUTO)).isEmpty();
    }

    @Test
    void leavesAloneWhatIsConfigured() {
        LegPlan plan = LegPlan.asConfigured(WebrtcLegs.both(LegMode.COPY).withKinds(true, false));

        assertThat(plan.video()).isEqualTo(new TrackPlan(Choice.COPY, "", "as configured"));
        assertThat(plan.audio().choice()).isEqualTo(Choice.NONE);
        WebrtcLegs mixed = AUTO.withModes(LegMode.AUTO, LegMode.COPY);
        assertThat(LegPlan.of(mixed, List.of(video(0, "hevc", "Main", "yuv420p", false)))
                        .audio()
                        .choice())
                .isEqualTo(Choice.COPY);
    }

    @Test
    void encodesWhatCannotBeLookedAt() {
        LegPlan plan = LegPlan.unprobed(AUTO, "the input is a listener");

        assertThat(plan.kinds()).containsExactlyInAnyOrder(MediaKind.VIDEO, MediaKind.AUDIO);
        assertThat(plan.applyTo(AUTO).orElseThrow().videoMode()).isEqualTo(LegMode.TRANSCODE);
        assertThat(plan.probed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0:v:0, 0", "0:v, 0", "0:v:0?, 0", "0:v:1, 2", "0:0, 0", "0:2, 2", "0:V:0, 0", "0:a:0, 1", "0:a, 1"})
    void findsTheTrackOfAMap(String map, int number) {
        List<ProbedStream> streams = new ArrayList<>();
        streams.add(video(0, "h264", "Main", "yuv420p", false));
        streams.add(audio(1, "aac", 48_000, 2));
        streams.add(video(2, "hevc", "Main", "yuv420p", false));

        assertThat(TrackMap.parse(map).orElseThrow().find(streams).orElseThrow().stream())
                .isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[out]", "0", "0:p:1:v", "0:m:language:eng", "0:v:0:1", "-0:v", "99999:v", ":v", "", "0:x:0"})
    void doesNotGuessAtOtherMaps(String map) {
        assertThat(TrackMap.parse(map)).isEmpty();
        if (!map.isEmpty()) {
            LegPlan plan = LegPlan.of(AUTO.withMaps(map, "0:a:0"), List.of(audio(0, "opus", 48_000, 2)));
            assertThat(plan.video().choice()).isEqualTo(Choice.TRANSCODE);
        }
    }

    @Test
    void hasNoLegForAMapThatLeadsNowhereOrToAnotherKind() {
        List<ProbedStream> streams = List.of(audio(0, "opus", 48_000, 2));

        assertThat(LegPlan.of(AUTO.withMaps("0:0", "0:a:3"), streams).kinds()).isEmpty();
        assertThat(LegPlan.of(AUTO.withMaps("1:v", "1:a"), streams).kinds()).isEmpty();
    }
}
