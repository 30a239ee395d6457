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
}
