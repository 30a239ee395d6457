package org.dragonfork.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterSetReaderTest {
    private static List<String> read(MediaDescription media, int payloadType) {
        return ParameterSetReader.read(media, payloadType).stream()
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    private static MediaDescription ffmpeg(String name) {
        return SdpReader.read(OfferFiles.read("ffmpeg-5.1-" + name)).media().getFirst();
    }

    private static MediaDescription h264(String parameters) {
        return SdpReader.read("v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\nm=video 9 RTP/AVP 96\n"
                        + "a=rtpmap:96 H264/90000\na=fmtp:96 " + parameters + "\n")
                .media()
                .getFirst();
    }

    @Test
    void readsWhatFfmpegStatesOfH264AndH265() {
        assertThat(read(ffmpeg("h264-copy"), 96))
                .hasSize(2)
                .satisfies(units -> assertThat(units.getFirst()).startsWith("67"))
                .satisfies(units -> assertThat(units.getLast()).startsWith("68"));
        assertThat(read(ffmpeg("h265-copy"), 96))
                .extracting(unit -> unit.substring(0, 4))
                .containsExactly("4001", "4201", "4401");
        assertThat(read(ffmpeg("h264-opus"), 96)).isEmpty();
    }

    @Test
    void leavesOutWhatIsNoBase64OrTooLong() {
        assertThat(read(h264("sprop-parameter-sets=Z0I=,,*,aM4="), 96)).containsExactly("6742", "68ce");
        assertThat(read(h264("sprop-parameter-sets=" + "A".repeat(40_000) + ",aM4="), 96))
                .containsExactly("68ce");
        assertThat(read(h264("sprop-parameter-sets=" + "aM4=,".repeat(5_000)), 96))
                .hasSizeLessThanOrEqualTo(64);
        assertThat(read(h264("packetization-mode=1"), 96)).isEmpty();
        assertThat(read(h264("sprop-parameter-sets=aM4="), 97)).isEmpty();
    }
}
