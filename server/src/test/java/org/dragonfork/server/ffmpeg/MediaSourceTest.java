package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.VideoEncoding;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaSourceTest {
    @ParameterizedTest
    @CsvSource({
        "/videos/a.mp4, -re -stream_loop -1",
        "a.mkv, -re -stream_loop -1",
        "file:///videos/a.mp4, -re -stream_loop -1",
        "RTSP://10.0.0.5/1, -fflags nobuffer -rtsp_transport tcp",
        "rtmp://host/app/key, -fpsprobesize 0",
        "srt://host:1234, -fflags nobuffer -analyzeduration 2500000",
        "rtmp://0.0.0.0:1935/live/obs, -fpsprobesize 0 -listen 1",
        "rtmp://[::]:1935/live/obs, -fpsprobesize 0 -listen 1",
        "srt://:6000?latency=20000, -fflags nobuffer -analyzeduration 2500000 -mode listener",
        "https://host/live.m3u8, ''",
        "https://host/a.mp4?x=1, -re",
        "/dev/video0, -f v4l2"
    })
    void choosesOptionsByKindOfAddress(String address, String options) {
        ProcessSpec spec = MediaSource.of(new StreamId("cam"), address, LegMode.COPY);
        ProcessSpec.MediaInput input = spec.inputs().getFirst();
        assertThat(String.join(" ", input.options())).isEqualTo(options);
        assertThat(input.address()).isEqualTo(address);
        assertThat(spec.policy().reconnect()).isTrue();
        assertThat(spec.legs().map(WebrtcLegs::videoMode)).contains(LegMode.COPY);
        assertThat(spec.toString() + input).doesNotContain(address);
    }

    @Test
    void anEncoderThatComesBackFindsAListenerWithinASecond() {
        ProcessSpec spec = MediaSource.of(new StreamId("obs"), "rtmp://0.0.0.0:1935/live/obs", LegMode.AUTO);
        assertThat(spec.policy().reconnectDelay()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void demoHasAPictureATwoSecondPolicyAndATone() {
        ProcessSpec demo = DemoStream.spec(RealFfmpeg.find());
        assertThat(demo.id().value()).isEqualTo("demo");
        assertThat(demo.inputs()).hasSize(2);
        WebrtcLegs legs = demo.legs().orElseThrow();
        assertThat(List.of(legs.videoMap(), legs.audioMap())).containsExactly("0:v:0", "1:a:0");
        assertThat(legs.encoding()).isEqualTo(new VideoEncoding("superfast", 2500));
    }

    @Test
    void demoDrawsTheTimeOnlyWhenTheBinaryCan() {
        FfmpegBinary binary = RealFfmpeg.find();
        String picture = DemoStream.spec(binary).inputs().getFirst().address();
        assertThat(picture.contains("drawtext"))
                .isEqualTo(DemoStream.clock(binary).isPresent());
        FfmpegBinary none = new FfmpegBinary(Path.of("/bin/false"), binary.version(), FfmpegBinary.Origin.CONFIGURED);
        assertThat(DemoStream.spec(none).inputs().getFirst().address()).isEqualTo("testsrc2=size=1280x720:rate=30");
    }
}
