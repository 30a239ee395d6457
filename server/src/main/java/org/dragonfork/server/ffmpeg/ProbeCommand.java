package org.dragonfork.server.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.egress.supervise.ProcessSpec;

/** The arguments with which FFmpeg looks at inputs instead of playing them. */
final class ProbeCommand {
    // What slows reading down to the speed of playing, or repeats it; option, and how many values follow.
    private static final Map<String, Integer> PACE =
            Map.of("-re", 0, "-readrate", 1, "-readrate_initial_burst", 1, "-stream_loop", 1);

    // What writes somewhere else, or keeps the banner away.
    private static final Map<String, Integer> ELSEWHERE = Map.ofEntries(
            Map.entry("-progress", 1),
            Map.entry("-report", 0),
            Map.entry("-vstats", 0),
            Map.entry("-vstats_file", 1),
            Map.entry("-stats_period", 1),
            Map.entry("-loglevel", 1),
            Map.entry("-v", 1),
            Map.entry("-hide_banner", 0),
            Map.entry("-stats", 0),
            Map.entry("-nostats", 0),
            Map.entry("-filter_complex", 1),
            Map.entry("-lavfi", 1),
            Map.entry("-y", 0),
            Map.entry("-n", 0));

    private ProbeCommand() {}

    /**
     * @param inputs numbers of the inputs to look at; the others are left out
     * @param videoMap of the copied video whose pictures are listed on standard output, numbered as in {@code inputs}
     */
    static List<String> build(FfmpegBinary binary, ProcessSpec spec, Set<Integer> inputs, Optional<String> videoMap) {
        List<String> command =
                new ArrayList<>(List.of(binary.path().toString(), "-nostdin", "-hide_banner", "-nostats"));
        command.addAll(without(spec.options(), ELSEWHERE));
        command.addAll(List.of("-loglevel", "info"));
        for (int input : inputs) {
            ProcessSpec.MediaInput described = spec.inputs().get(input);
            command.addAll(buffered(without(described.options(), PACE)));
            command.addAll(List.of("-i", described.address()));
        }
        videoMap.ifPresent(map -> {
            command.addAll(List.of("-map", map, "-c", "copy", "-t", "3"));
            command.addAll(List.of("-frames:v", Integer.toString(PictureOrder.ENOUGH)));
            // Else the lines come only when a buffer is full, long after they were decisive.
            command.addAll(List.of("-flush_packets", "1", "-f", "framecrc", "pipe:1"));
        });
        return List.copyOf(command);
    }

    // A run throws away what it read until it knew the input, so that nobody lags behind by it; then the next key frame
    // is
    // waited for. A look has no use for either.
    private static List<String> buffered(List<String> options) {
        List<String> kept = new ArrayList<>(options);
        for (int i = 0; i + 1 < kept.size(); i++) {
            if (kept.get(i).equals("-fflags")) {
                kept.set(i + 1, kept.get(i + 1).replaceAll("\\+?\\bnobuffer\\b", ""));
                if (kept.get(i + 1).isEmpty()) {
                    kept.subList(i, i + 2).clear();
                }
            }
        }
        return kept;
    }

    private static List<String> without(List<String> options, Map<String, Integer> left) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            Integer values = left.get(options.get(i));
            if (values == null) {
                kept.add(options.get(i));
            } else {
                i += values;
            }
        }
        return kept;
    }
}
