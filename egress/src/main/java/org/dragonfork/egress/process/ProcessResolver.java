package org.dragonfork.egress.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.RunLimits;
import org.dragonfork.egress.supervise.VideoEncoding;
import org.dragonfork.egress.supervise.WebrtcLegs;

/**
 * Makes what FFmpeg is given out of what the owner wrote: puts values in the place of placeholders, addresses in the place of
 * references, and refuses every address that must not be read or written, whichever way it comes in (docs/adr/0045). Safe for
 * use from any thread.
 */
public final class ProcessResolver {
    private final Settings settings;
    private final OutputPlace place;
    private final OptionRules options;

    /**
     * What holds for all processes.
     *
     * @param folder absolute path of {@code storage.disk.dir}
     * @param workingFolder absolute path of the folder that FFmpeg runs in
     * @param inputs {@code ffmpeg.access.input}
     * @param outputs {@code ffmpeg.access.output}
     * @param webrtc {@code webrtc.enable}: whether a process may have legs
     */
    public record Settings(
            String folder, String workingFolder, AccessRules inputs, AccessRules outputs, boolean webrtc) {
        /** @throws IllegalArgumentException when a path is not absolute */
        public Settings {
            if (!folder.startsWith("/") || !workingFolder.startsWith("/")) {
                throw new IllegalArgumentException("the folders of a resolver are absolute paths");
            }
        }

        /** With legs. */
        public Settings(String folder, String workingFolder, AccessRules inputs, AccessRules outputs) {
            this(folder, workingFolder, inputs, outputs, true);
        }
    }

    /** What came of a configuration. */
    public sealed interface Resolution {
        /** It can run. */
        record Resolved(ProcessSpec spec) implements Resolution {}

        /**
         * It must not, or cannot, run.
         *
         * @param mistakes at least one; each is one line that begins with the field
         */
        record Refused(List<String> mistakes) implements Resolution {
            public Refused {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /** A process without placeholders. */
    private record Expanded(List<String> options, List<ProcessIo> inputs, List<ProcessIo> outputs) {}

    public ProcessResolver(Settings settings, RealPaths realPaths) {
        this.settings = settings;
        place = new OutputPlace(settings.folder(), settings.workingFolder(), realPaths);
        options = new OptionRules(settings.inputs(), settings.outputs(), place);
    }

    /**
     * Resolves one process.
     *
     * @param config one that {@link ProcessRules} found nothing wrong with
     * @param others looks up the configuration of a process that a reference names
     */
    public Resolution resolve(ProcessConfig config, Function<StreamId, Optional<ProcessConfig>> others) {
        List<String> mistakes = new ArrayList<>();
        Expanded expanded = expand(config, mistakes);
        List<ProcessSpec.MediaInput> inputs = inputs(expanded, new References(config, others), mistakes);
        List<ProcessSpec.MediaOutput> outputs = outputs(expanded, mistakes);
        options.check("options", expanded.options(), mistakes);
        if (config.outputs().isEmpty() && config.webrtc().enabled() && !settings.webrtc()) {
            mistakes.add("output needs at least one entry, as webrtc.enable of this server is false");
        }
        if (!mistakes.isEmpty()) {
            return new Resolution.Refused(mistakes);
        }
        try {
            return new Resolution.Resolved(new ProcessSpec(
                    config.id(),
                    config.reference(),
                    expanded.options(),
                    inputs,
                    outputs,
                    new RestartPolicy(
                            config.reconnect(),
                            Duration.ofSeconds(config.reconnectDelaySeconds()),
                            Duration.ofSeconds(config.staleTimeoutSeconds())),
                    new RunLimits(
                            config.limits().cpuUsagePercent(),
                            config.limits().memoryBytes(),
                            Duration.ofSeconds(config.limits().waitForSeconds())),
                    settings.webrtc() ? legs(config.webrtc()) : Optional.empty()));
        } catch (IllegalArgumentException e) {
            return new Resolution.Refused(List.of("process: " + e.getMessage()));
        }
    }

    private Expanded expand(ProcessConfig config, List<String> mistakes) {
        Map<String, String> values = new HashMap<>();
        values.put("diskfs", settings.folder());
        values.put("fs:disk", settings.folder());
        List<String> global = expand("options", config.options(), new Placeholders(values), mistakes);
        values.put("processid", config.id().value());
        values.put("reference", config.reference());
        return new Expanded(
                global,
                ios("input", config.inputs(), values, mistakes),
                ios("output", config.outputs(), values, mistakes));
    }

    private static List<ProcessIo> ios(
            String name, List<ProcessIo> ios, Map<String, String> values, List<String> mistakes) {
        List<ProcessIo> expanded = new ArrayList<>();
        for (int i = 0; i < ios.size(); i++) {
            ProcessIo io = ios.get(i);
            String field = name + "[" + i + "]";
            String id = new Placeholders(values).resolve(field + ".id", io.id(), mistakes);
            Map<String, String> own = new HashMap<>(values);
            own.put(name + "id", id);
            Placeholders placeholders = new Placeholders(own);
            expanded.add(new ProcessIo(
                    id,
                    placeholders.resolve(field + ".address", io.address(), mistakes),
                    expand(field + ".options", io.options(), placeholders, mistakes),
                    io.cleanup(),
                    io.unknown()));
        }
        return expanded;
    }

    private static List<String> expand(
            String field, List<String> options, Placeholders placeholders, List<String> mistakes) {
        List<String> expanded = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            expanded.add(placeholders.resolve(field + "[" + i + "]", options.get(i), mistakes));
        }
        return expanded;
    }

    private List<ProcessSpec.MediaInput> inputs(Expanded expanded, References references, List<String> mistakes) {
        List<ProcessSpec.MediaInput> inputs = new ArrayList<>();
        for (int i = 0; i < expanded.inputs().size(); i++) {
            ProcessIo io = expanded.inputs().get(i);
            String field = "input[" + i + "]";
            Optional<String> address = References.isReference(io.address())
                    ? referred(field + ".address", io.address(), references, mistakes)
                    : Optional.of(io.address());
            options.check(field + ".options", io.options(), mistakes);
            address.filter(found -> mayBeRead(field + ".address", found, io.options(), mistakes))
                    .ifPresent(found -> inputs.add(new ProcessSpec.MediaInput(io.id(), found, io.options())));
        }
        return inputs;
    }

    private Optional<String> referred(String field, String reference, References references, List<String> mistakes) {
        Optional<ProcessConfig> process = references.process(field, reference, mistakes);
        String wanted =
                References.parse(reference).map(References.Target::output).orElse("");
        if (process.isEmpty()) {
            return Optional.empty();
        }
        // Its own mistakes are said where it is configured.
        Optional<ProcessIo> output = expand(process.get(), new ArrayList<>()).outputs().stream()
                .filter(io -> io.id().equals(wanted))
                .findFirst();
        if (output.isEmpty()) {
            mistakes.add(field + " refers to the output " + wanted + ", which the process "
                    + process.get().id() + " does not have");
            return Optional.empty();
        }
        String address = output.get().address();
        if (address.equals("-") || address.startsWith("pipe:") || isTee(output.get())) {
            mistakes.add(field + " refers to an output that nobody can read: a pipe, or several at once");
            return Optional.empty();
        }
        return Optional.of(address);
    }

    private boolean mayBeRead(String field, String address, List<String> with, List<String> mistakes) {
        int before = mistakes.size();
        if (address.isBlank() || address.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            mistakes.add(field + " is empty or has a control character in it");
            return false;
        }
        if (hasValue(with, "lavfi")) {
            options.graph(field, address, mistakes);
        }
        if (settings.inputs().exist()) {
            Optional<List<String>> all = FfmpegAddress.all(address);
            if (all.isEmpty()) {
                mistakes.add(field + " hides an address in too many others");
            } else if (address.startsWith("concatf:")) {
                mistakes.add(field + " reads a list of addresses, where ffmpeg.access.input cannot look");
            } else if (!all.get().stream().allMatch(one -> settings.inputs().admit(FfmpegAddress.forms(one)))) {
                mistakes.add(field + " is not allowed by ffmpeg.access.input");
            }
        }
        return mistakes.size() == before;
    }

    private List<ProcessSpec.MediaOutput> outputs(Expanded expanded, List<String> mistakes) {
        List<ProcessSpec.MediaOutput> outputs = new ArrayList<>();
        for (int i = 0; i < expanded.outputs().size(); i++) {
            ProcessIo io = expanded.outputs().get(i);
            String field = "output[" + i + "]";
            options.check(field + ".options", io.options(), mistakes);
            if (isTee(io)) {
                tee(field + ".address", io.address(), mistakes);
            } else {
                mayBeWritten(field + ".address", io.address(), mistakes);
            }
            if (!io.address().isBlank()) {
                outputs.add(new ProcessSpec.MediaOutput(io.id(), io.address(), io.options()));
            }
        }
        return outputs;
    }

    private void tee(String field, String address, List<String> mistakes) {
        for (TeeParts part : TeeParts.of(address)) {
            if (part.options().contains("tee")) {
                mistakes.add(field + " must not have a tee in a tee");
                return;
            }
            options.tee(field, part.options(), mistakes);
            mayBeWritten(field, part.address(), mistakes);
        }
    }

    private void mayBeWritten(String field, String address, List<String> mistakes) {
        Optional<String> refusal = address.isBlank() || (address.startsWith("-") && !address.equals("-"))
                // FFmpeg would take it for an option.
                ? Optional.of("the address is empty or begins with a dash")
                : place.refusal(address);
        if (refusal.isPresent()) {
            mistakes.add(field + ": " + refusal.get());
        } else if (!settings.outputs().admit(place.forms(address))) {
            mistakes.add(field + " is not allowed by ffmpeg.access.output");
        }
    }

    /** Also when another muxer, as fifo, is told to use it. */
    private static boolean isTee(ProcessIo output) {
        return hasValue(output.options(), "tee");
    }

    private static boolean hasValue(List<String> options, String value) {
        return options.contains(value);
    }

    private static Optional<WebrtcLegs> legs(WebrtcSettings webrtc) {
        if (!webrtc.enabled()) {
            return Optional.empty();
        }
        LegMode mode = switch (webrtc.effectiveMode()) {
            case AUTO -> LegMode.AUTO;
            case COPY -> LegMode.COPY;
            case TRANSCODE -> LegMode.TRANSCODE;
        };
        return Optional.of(WebrtcLegs.both(mode)
                .withEncoding(VideoEncoding.DEFAULT)
                .withPayloadTypes(webrtc.videoPayloadType(), webrtc.audioPayloadType())
                .withMaps(webrtc.videoMap(), webrtc.audioMap()));
    }
}
