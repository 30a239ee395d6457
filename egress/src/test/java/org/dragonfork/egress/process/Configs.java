package org.dragonfork.egress.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessResolver.Resolution;
import org.dragonfork.egress.process.ProcessResolver.Settings;
import org.dragonfork.egress.supervise.ProcessSpec;

/** Configurations and resolvers of the tests: the folder is /data, and /data/out is a link to /etc. */
final class Configs {
    private Configs() {}

    static ProcessConfig process(String id, List<ProcessIo> inputs, List<ProcessIo> outputs, String... options) {
        return new ProcessConfig(
                new StreamId(id),
                ProcessConfig.TYPE,
                "hall",
                inputs,
                outputs,
                List.of(options),
                true,
                3,
                true,
                15,
                new ProcessLimits(50, 1 << 20, 5),
                WebrtcSettings.OFF,
                Map.of());
    }

    static ProcessConfig reading(String address, String... options) {
        return process("cam", List.of(io("in", address, options)), List.of(io("out", "-", "-f", "null")));
    }

    static ProcessConfig writing(String address, String... options) {
        return process("cam", List.of(io("in", "rtsp://192.0.2.1/1")), List.of(io("out", address, options)));
    }

    static ProcessIo io(String id, String address, String... options) {
        return new ProcessIo(id, address, List.of(options), List.of(), Map.of());
    }

    static ProcessResolver resolver() {
        return resolver(AccessRules.ANY, AccessRules.ANY);
    }

    static ProcessResolver resolver(AccessRules inputs, AccessRules outputs) {
        return new ProcessResolver(new Settings("/data", "/opt/dragonfork", inputs, outputs), Configs::real);
    }

    static List<String> mistakes(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Refused(List<String> mistakes) -> mistakes;
            case Resolution.Resolved _ -> List.of();
        };
    }

    static List<String> mistakes(ProcessConfig config) {
        return mistakes(resolver().resolve(config, _ -> Optional.empty()));
    }

    static ProcessSpec spec(ProcessConfig config, Function<StreamId, Optional<ProcessConfig>> others) {
        return switch (resolver().resolve(config, others)) {
            case Resolution.Refused(List<String> mistakes) -> throw new AssertionError(mistakes);
            case Resolution.Resolved(ProcessSpec spec) -> spec;
        };
    }

    static ProcessSpec spec(ProcessConfig config) {
        return spec(config, _ -> Optional.empty());
    }

    private static Optional<String> real(String path) {
        if (path.startsWith("/data/nowhere")) {
            return Optional.empty();
        }
        return Optional.of(
                path.startsWith("/data/out/") || path.equals("/data/out")
                        ? "/etc" + path.substring("/data/out".length())
                        : path);
    }
}
