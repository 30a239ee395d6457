package org.dragonfork.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.codec.Av1;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.G722;
import org.dragonfork.webrtc.codec.H264;
import org.dragonfork.webrtc.codec.H264Profile;
import org.dragonfork.webrtc.codec.H265;
import org.dragonfork.webrtc.codec.Opus;
import org.dragonfork.webrtc.codec.Pcma;
import org.dragonfork.webrtc.codec.Pcmu;
import org.dragonfork.webrtc.codec.Vp8;
import org.dragonfork.webrtc.codec.Vp9;
import org.junit.jupiter.api.Test;

class CodecReaderTest {
    private static List<MediaDescription> ffmpeg(String name) {
        return SdpReader.read(OfferFiles.read("ffmpeg-5.1-" + name)).media();
    }

    private static Optional<Codec> first(MediaDescription media) {
        return CodecReader.read(media, Integer.parseInt(media.formats().getFirst()));
    }

    @Test
    void readsWhatFfmpegEncodes() {
        assertThat(first(ffmpeg("h264-opus").get(0))).contains(new H264());
        assertThat(first(ffmpeg("h264-opus").get(1))).contains(new Opus(true));
        assertThat(first(ffmpeg("h265-aac").get(0))).contains(new H265());
        assertThat(first(ffmpeg("vp8-pcmu").get(0))).contains(new Vp8());
    }

    @Test
    void readsTheProfileOfWhatFfmpegCopies() {
        assertThat(first(ffmpeg("h264-copy").getFirst()))
                .contains(new H264(Optional.of(new H264Profile(0x64, 0x00, 0x1E))));
        assertThat(first(ffmpeg("h265-copy").getFirst())).contains(new H265(2, 0, 63));
    }

    @Test
    void readsAFixedPayloadTypeWithoutMapping() {
        MediaDescription audio = ffmpeg("vp8-pcmu").get(1);

        assertThat(audio.attributes().has("rtpmap")).isFalse();
        assertThat(first(audio)).contains(new Pcmu());
    }

    @Test
    void namesACodecItDoesNotKnow() {
        MediaDescription audio = ffmpeg("h265-aac").get(1);

        assertThat(first(audio)).isEmpty();
        assertThat(CodecReader.encodingName(audio, 97)).isEqualTo("MPEG4-GENERIC");
        assertThat(CodecReader.encodingName(audio, 98)).isEmpty();
    }

    @Test
    void readsEveryCodecOfABrowser() {
        MediaDescription video =
                SdpReader.read(OfferFiles.read(OfferFiles.CHROMIUM)).media().get(0);
        MediaDescription audio =
                SdpReader.read(OfferFiles.read(OfferFiles.CHROMIUM)).media().get(1);

        assertThat(CodecReader.read(video, 96)).contains(new Vp8());
        assertThat(CodecReader.read(video, 37)).contains(new Vp9(3));
        assertThat(CodecReader.read(video, 47)).contains(new Av1(1));
        assertThat(CodecReader.read(video, 116)).contains(new H264(H264Profile.parse("4d001f")));
        assertThat(CodecReader.read(video, 97)).isEmpty();
        assertThat(CodecReader.read(audio, 111)).contains(new Opus());
        assertThat(CodecReader.read(audio, 9)).contains(new G722());
        assertThat(CodecReader.read(audio, 8)).contains(new Pcma());
        assertThat(CodecReader.read(audio, 13)).isEmpty();
        assertThat(CodecReader.read(audio, -1)).isEmpty();
    }

    @Test
    void refusesAKnownNameWithAnotherClockOrInAnotherKindOfSection() {
        MediaDescription video = SdpReader.read("v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\n"
                        + "m=video 9 RTP/AVP 96 97\na=rtpmap:96 H264/48000\na=rtpmap:97 opus/48000/2\n")
                .media()
                .getFirst();

        assertThat(CodecReader.read(video, 96)).isEmpty();
        assertThat(CodecReader.read(video, 97)).isEmpty();
    }
}
