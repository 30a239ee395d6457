package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.junit.jupiter.api.Test;

class CopiedVideoTest {
    private static final WebrtcLegs COPY = WebrtcLegs.both(LegMode.COPY);
    private static final String SAID_BY_5_1 = "[h264_mp4toannexb @ 0x5581] Codec 'hevc' (173) is not supported by the"
            + " bitstream filter 'h264_mp4toannexb'. Supported codecs are: h264 (27) ";
    private static final String WHY = "copy needs H.264, this is HEVC: use mode auto or transcode";

    private static boolean loops(List<String> options, List<String> inputOptions) {
        return CopiedVideo.loops(new ProcessSpec(
                new StreamId("a"),
                "",
                options,
                List.of(new ProcessSpec.MediaInput("a.mp4", List.of()), new ProcessSpec.MediaInput("b", inputOptions)),
                List.of(),
                new RestartPolicy(true, Duration.ZERO, Duration.ZERO),
                Optional.of(COPY)));
    }

    @Test
    void seesThatAnInputBeginsAgain() {
        assertThat(loops(List.of(), List.of("-re", "-stream_loop", "-1"))).isTrue();
        assertThat(loops(List.of(), List.of("-stream_loop", "3"))).isTrue();
        assertThat(loops(List.of("-stream_loop", "-1"), List.of())).isTrue();
        assertThat(loops(List.of("-y"), List.of("-stream_loop", "0"))).isFalse();
        assertThat(loops(List.of(), List.of("-re"))).isFalse();
        assertThat(loops(List.of(), List.of("-stream_loop"))).isFalse();
    }

    @Test
    void saysWhatFfmpegRefusesToCopy() {
        assertThat(CopiedVideo.complaint(COPY, SAID_BY_5_1)).contains(WHY);
        assertThat(CopiedVideo.complaint(COPY, "frame=  100 fps= 25")).isEmpty();
        assertThat(CopiedVideo.complaint(WebrtcLegs.both(LegMode.AUTO), SAID_BY_5_1))
                .isEmpty();
        assertThat(CopiedVideo.complaint(COPY.withKinds(false, true), SAID_BY_5_1))
                .isEmpty();
    }

    @Test
    void saysWhatIsCopiedInsteadOfH264() {
        String sdp = "m=video 1 RTP/AVP 102\r\na=rtpmap:102 H265/90000\r\nm=audio 2 RTP/AVP 111\r\n"
                + "a=rtpmap:111 opus/48000/2\r\n";

        assertThat(CopiedVideo.contradiction(COPY, sdp))
                .contains("copy needs H.264, this is H265: use mode auto or transcode");
        assertThat(CopiedVideo.contradiction(COPY, sdp.replace("H265", "H264"))).isEmpty();
        assertThat(CopiedVideo.contradiction(WebrtcLegs.both(LegMode.PASS), sdp))
                .isEmpty();
        assertThat(CopiedVideo.contradiction(COPY, "")).isEmpty();
    }
}
