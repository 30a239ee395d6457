package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.junit.jupiter.api.Test;

class FfmpegCommandTest {
    private static List<String> build(String version, List<String> options, WebrtcLegs legs) {
        return build(version, options, List.of("-rtsp_transport", "tcp"), legs);
    }

    private static List<String> build(
            String version, List<String> options, List<String> inputOptions, WebrtcLegs legs) {
        FfmpegBinary binary = new FfmpegBinary(
                Path.of("/bin/ffmpeg"),
                FfmpegVersion.parse("ffmpeg version " + version).orElseThrow(),
                FfmpegBinary.Origin.PATH);
        ProcessSpec spec = new ProcessSpec(
                new StreamId("a"),
                "",
                options,
                List.of(new ProcessSpec.MediaInput("rtsp://cam/1", inputOptions)),
                List.of(new ProcessSpec.MediaOutput("out.mp4", List.of("-c", "copy"))),
                new RestartPolicy(true, Duration.ZERO, Duration.ZERO),
                Optional.of(legs));
        return new FfmpegCommand(binary).build(spec, LegPorts.of(40000, 40001), 1_700_000_000_000_000L);
    }

    @Test
    void putsTheLegsBehindTheOwnersOutputs() {
        assertThat(build("5.1.9", List.of("-loglevel", "warning"), WebrtcLegs.both(LegMode.COPY)))
                .containsExactly(
                        ("/bin/ffmpeg -nostdin -hide_banner -loglevel warning -nostats -progress pipe:2 -sdp_file pipe:1"
                                        + " -rtsp_transport tcp -i rtsp://cam/1 -c copy out.mp4"
                                        + " -map 0:v:0 -map_metadata -1 -c:v copy -bsf:v h264_mp4toannexb -payload_type 102"
                                        + " -avoid_negative_ts disabled -start_time_realtime 1700000000000000 -f rtp"
                                        + " rtp://127.0.0.1:40000?rtcpport=40000&localaddr=127.0.0.1&pkt_size=1200"
                                        + " -map 0:a:0 -map_metadata -1 -c:a copy -payload_type 111"
                                        + " -avoid_negative_ts disabled -start_time_realtime 1700000000000000 -f rtp"
                                        + " rtp://127.0.0.1:40001?rtcpport=40001&localaddr=127.0.0.1&pkt_size=1200")
                                .split(" ", -1));
    }

    @Test
    void filtersNothingOfAnInputThatBeginsAgain() {
        List<String> loop = List.of("-re", "-stream_loop", "-1");
        assertThat(build("5.1.9", List.of(), loop, WebrtcLegs.both(LegMode.COPY)))
                .containsSequence("-c:v", "copy", "-payload_type", "102")
                .doesNotContain("-bsf:v");
    }

    @Test
    void leavesOutALegThatIsNotThere() {
        WebrtcLegs sound = WebrtcLegs.both(LegMode.TRANSCODE).withKinds(false, true);
        assertThat(build("5.1.9", List.of(), sound)).contains("libopus").doesNotContain("libx264", "0:v:0");
        WebrtcLegs picture = WebrtcLegs.both(LegMode.TRANSCODE).withKinds(true, false);
        assertThat(build("5.1.9", List.of(), picture)).contains("libx264").doesNotContain("libopus", "0:a:0");
    }

    @Test
    void namesTheFrameRateModeAsTheVersionWantsIt() {
        WebrtcLegs legs = WebrtcLegs.both(LegMode.TRANSCODE);
        assertThat(build("4.4.1", List.of(), legs)).containsSequence("-vsync", "vfr");
        assertThat(build("5.0.3", List.of(), legs)).containsSequence("-vsync", "vfr");
        assertThat(build("5.1.9", List.of(), legs)).containsSequence("-fps_mode", "vfr");
        assertThat(build("N-1-gabc", List.of(), legs)).containsSequence("-fps_mode", "vfr");
    }

    @Test
    void leavesProgressToAnOwnerWhoWantsIt() {
        List<String> command = build("5.1.9", List.of("-progress", "http://monitor/"), WebrtcLegs.both(LegMode.COPY));
        assertThat(command).containsOnlyOnce("-progress").doesNotContain("-nostats", "pipe:2");
    }
}
