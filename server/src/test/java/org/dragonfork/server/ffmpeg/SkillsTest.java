package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dragonfork.egress.supervise.FfmpegSkills;
import org.dragonfork.egress.supervise.FfmpegSkills.Codec;
import org.dragonfork.egress.supervise.FfmpegSkills.Skill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkillsTest {
    @TempDir
    private Path cameras;

    @Test
    void asksARealFfmpegOnceAndAgainOnReload() throws IOException {
        var skills = new Skills(RealFfmpeg.find(), cameras);

        FfmpegSkills first = skills.current();

        assertThat(first.ffmpeg().version()).matches("\\d+\\.\\d+\\.\\d+|\\S+");
        assertThat(first.ffmpeg().libraries())
                .extracting(FfmpegSkills.Library::name)
                .contains("libavcodec", "libavformat");
        assertThat(first.filter()).extracting(Skill::id).contains("scale", "drawtext", "sine");
        assertThat(first.filter()).noneMatch(filter -> filter.id().equals("Timeline"));
        assertThat(first.codecs().video()).anySatisfy(codec -> {
            assertThat(codec.id()).isEqualTo("h264");
            assertThat(codec.encoders()).contains("libx264");
            assertThat(codec.decoders()).contains("h264");
        });
        assertThat(first.codecs().audio()).extracting(Codec::id).contains("opus", "aac");
        assertThat(first.formats().demuxers()).extracting(Skill::id).contains("rtsp", "mov", "matroska");
        assertThat(first.formats().muxers())
                .extracting(Skill::id)
                .contains("rtp", "mp4")
                .doesNotContain("mov,mp4");
        assertThat(first.protocols().input()).extracting(Skill::id).contains("file", "rtmp", "tcp");
        assertThat(first.protocols().output()).extracting(Skill::id).contains("file", "rtp");
        assertThat(skills.current()).isSameAs(first);
        assertThat(cameras(first)).isEmpty();

        Files.createDirectories(cameras.resolve("video0"));
        Files.writeString(cameras.resolve("video0").resolve("name"), "HD Webcam\n");
        assertThat(cameras(skills.reload())).isNotEmpty().allMatch(camera -> camera.equals("/dev/video0 HD Webcam"));
    }

    // An FFmpeg without V4L2 has none to tell, so the device that is given must be there.
    private static java.util.List<String> cameras(FfmpegSkills skills) {
        return skills.devices().demuxers().stream()
                .flatMap(device -> device.devices().stream())
                .map(camera -> camera.id() + " " + camera.name())
                .toList();
    }

    @Test
    void readsTheListsOfOldAndNewVersions() {
        assertThat(SkillLists.filters(" TSC overlay           VV->V      Overlay a video.\n"
                        + " T.  setpts            V->V       Set PTS.\n"
                        + "  T. = Timeline support\n"
                        + " ... buffer  |->V  Buffer.\n"))
                .containsExactly(
                        new Skill("overlay", "Overlay a video."),
                        new Skill("setpts", "Set PTS."),
                        new Skill("buffer", "Buffer."));
        String formats = " D. = Demuxing supported\n"
                + " --\n"
                + " D  3dostr          3DO STR\n"
                + "  E mp4             MP4\n"
                + " DE  flv            FLV\n"
                + " DEd alsa            ALSA\n"
                + " D   data           raw data\n"
                + " D  mov,mp4,m4a QuickTime\n";
        assertThat(SkillLists.formats(formats, true))
                .extracting(Skill::id)
                .containsExactly("3dostr", "flv", "alsa", "data", "mov");
        assertThat(SkillLists.formats(formats, false)).extracting(Skill::id).containsExactly("mp4", "flv", "alsa");
        assertThat(SkillLists.codecs(" DEV.LS h264  H.264 (MPEG-4) (decoders: h264 h264_qsv ) (encoders: libx264 )\n"
                                + " D.AIL. mp3float  MP3\n ..S... none Nothing\n ..V... = Video codec\n")
                        .video())
                .containsExactly(new Codec(
                        "h264", "H.264 (MPEG-4)", java.util.List.of("libx264"), java.util.List.of("h264", "h264_qsv")));
    }

    @Test
    void givesVersionsThatClientsCanCompare() {
        for (var version : java.util.Map.of(
                        "5.1.9-0+deb12u1",
                        "5.1.9",
                        "n7.1",
                        "7.1.0",
                        "4.4.1-static",
                        "4.4.1",
                        "N-109876-gabc",
                        "N-109876-gabc")
                .entrySet()) {
            assertThat(SkillLists.build("ffmpeg version " + version.getKey() + " Copyright\n  built with gcc 12\n")
                            .version())
                    .isEqualTo(version.getValue());
        }
        assertThat(SkillLists.build("nonsense").version()).isEmpty();
    }
}
