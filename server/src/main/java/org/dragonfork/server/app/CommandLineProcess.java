package org.dragonfork.server.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.ProcessIo;
import org.dragonfork.egress.process.ProcessLimits;
import org.dragonfork.egress.process.WebrtcMode;
import org.dragonfork.egress.process.WebrtcSettings;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.WebrtcLegs;

/** What the API shows of a process that was described by a program, or on the command line, and not over the API. */
final class CommandLineProcess {
    private CommandLineProcess() {}

    /** @param onDemand whether it runs only while it is watched */
    static ProcessConfig config(ProcessSpec spec, boolean onDemand) {
        return new ProcessConfig(
                spec.id(),
                ProcessConfig.TYPE,
                spec.reference(),
                IntStream.range(0, spec.inputs().size())
                        .mapToObj(i -> io("input_" + i, spec.inputs().get(i)))
                        .toList(),
                IntStream.range(0, spec.outputs().size())
                        .mapToObj(i -> io("output_" + i, spec.outputs().get(i)))
                        .toList(),
                spec.options(),
                spec.policy().reconnect(),
                spec.policy().reconnectDelay().toSeconds(),
                true,
                spec.policy().staleTimeout().toSeconds(),
                new ProcessLimits(
                        spec.limits().cpuPercent(),
                        spec.limits().memoryBytes(),
                        spec.limits().waitFor().toSeconds()),
                webrtc(spec.legs(), onDemand),
                Map.of());
    }

    private static ProcessIo io(String id, ProcessSpec.MediaInput input) {
        return new ProcessIo(
                input.id().isEmpty() ? id : input.id(), input.address(), input.options(), List.of(), Map.of());
    }

    private static ProcessIo io(String id, ProcessSpec.MediaOutput output) {
        return new ProcessIo(
                output.id().isEmpty() ? id : output.id(), output.address(), output.options(), List.of(), Map.of());
    }

    private static WebrtcSettings webrtc(Optional<WebrtcLegs> legs, boolean onDemand) {
        return legs.map(found -> new WebrtcSettings(
                        true,
                        mode(found),
                        false,
                        found.videoPayloadType(),
                        found.audioPayloadType(),
                        found.videoMap(),
                        found.audioMap(),
                        false,
                        onDemand,
                        Map.of()))
                .orElse(WebrtcSettings.OFF);
    }

    private static WebrtcMode mode(WebrtcLegs legs) {
        LegMode mode = legs.video() ? legs.videoMode() : legs.audioMode();
        return switch (mode) {
            case AUTO -> WebrtcMode.AUTO;
            case COPY, PASS -> WebrtcMode.COPY;
            case TRANSCODE -> WebrtcMode.TRANSCODE;
        };
    }
}
