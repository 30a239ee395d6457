package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.junit.jupiter.api.Test;

class UnfitInputTest {
    private static final WebrtcLegs COPY = WebrtcLegs.both(LegMode.COPY);
    private static final String SAID_BY_5_1 = "[h264_mp4toannexb @ 0x5581] Codec 'hevc' (173) is not supported by the"
            + " bitstream filter 'h264_mp4toannexb'. Supported codecs are: h264 (27) ";
    private static final String WHY = "copy needs H.264, this is HEVC: use mode auto or transcode";

    @Test
    void saysWhatFfmpegRefusesToCopy() {
        assertThat(UnfitInput.complaint(COPY, SAID_BY_5_1)).contains(WHY);
        assertThat(UnfitInput.complaint(COPY, "frame=  100 fps= 25")).isEmpty();
        assertThat(UnfitInput.complaint(WebrtcLegs.both(LegMode.AUTO), SAID_BY_5_1))
                .isEmpty();
        assertThat(UnfitInput.complaint(COPY.withKinds(false, true), SAID_BY_5_1))
                .isEmpty();
    }

    @Test
    void saysWhatIsCopiedInsteadOfH264() {
        String sdp = "m=video 1 RTP/AVP 102\r\na=rtpmap:102 H265/90000\r\nm=audio 2 RTP/AVP 111\r\n"
                + "a=rtpmap:111 opus/48000/2\r\n";

        assertThat(UnfitInput.contradiction(COPY, sdp))
                .contains("copy needs H.264, this is H265: use mode auto or transcode");
        assertThat(UnfitInput.contradiction(COPY, sdp.replace("H265", "H264"))).isEmpty();
        assertThat(UnfitInput.contradiction(WebrtcLegs.both(LegMode.PASS), sdp)).isEmpty();
        assertThat(UnfitInput.contradiction(COPY, "")).isEmpty();
    }

    @Test
    void saysWhichTrackIsMissing() {
        String line = "Stream map '0:a:0' matches no streams.";

        assertThat(UnfitInput.complaint(WebrtcLegs.both(LegMode.TRANSCODE), line))
                .contains("the input has no audio at 0:a:0: use mode auto, which leaves out what is missing");
        assertThat(UnfitInput.complaint(COPY, line.replace(":a:", ":v:")))
                .hasValueSatisfying(why -> assertThat(why).startsWith("the input has no video at 0:v:0: "));
        assertThat(UnfitInput.complaint(COPY, "Failed to set value '0:a:0' for option 'map': Invalid argument"))
                .as("FFmpeg 8")
                .hasValueSatisfying(why -> assertThat(why).startsWith("the input has no audio at 0:a:0: "));
        assertThat(UnfitInput.complaint(COPY, line.replace(":a:", ":s:")))
                .as("an output of the owner")
                .isEmpty();
        assertThat(UnfitInput.complaint(COPY.withKinds(true, false), line)).isEmpty();
        assertThat(UnfitInput.complaint(WebrtcLegs.both(LegMode.AUTO), line)).isEmpty();
    }
}
