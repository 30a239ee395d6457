package org.dragonfork.server.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.egress.supervise.IoProgress;

/**
 * Reads the lines of an FFmpeg with datarhei's patch, which are JSON behind {@code ffmpeg.inputs:}, {@code ffmpeg.outputs:}
 * and {@code ffmpeg.progress:}. Not thread-safe.
 */
final class StatsReader {
    private static final String INPUTS = "ffmpeg.inputs:";
    private static final String OUTPUTS = "ffmpeg.outputs:";
    private static final String PROGRESS = "ffmpeg.progress:";
    private static final Pattern TIME = Pattern.compile("^(\\d{1,7})h(\\d{1,2})m(\\d{1,2}(?:\\.\\d{1,6})?)s$");

    private final Consumer<Progress> sink;
    private final List<MediaStream> streams = new ArrayList<>();
    private boolean there;

    StatsReader(Consumer<Progress> sink) {
        this.sink = sink;
    }

    /** Whether this FFmpeg has the patch; then what it says otherwise tells less. */
    boolean isThere() {
        return there;
    }

    /** Takes in a line; false when it is none of these. */
    boolean accept(String line) {
        if (line.startsWith(INPUTS)) {
            describe(false, StatsJson.parse(line.substring(INPUTS.length())));
        } else if (line.startsWith(OUTPUTS)) {
            describe(true, StatsJson.parse(line.substring(OUTPUTS.length())));
        } else if (line.startsWith(PROGRESS)) {
            count(StatsJson.parse(line.substring(PROGRESS.length())));
        } else {
            return false;
        }
        return true;
    }

    /** All streams that were described, inputs first. */
    List<MediaStream> streams() {
        return List.copyOf(streams);
    }

    private void describe(boolean output, StatsJson described) {
        streams.removeIf(stream -> stream.key().output() == output);
        for (StatsJson each : described.elements()) {
            if (streams.size() < BannerReader.MAX_STREAMS) {
                there = true;
                streams.add(stream(output, each));
            }
        }
        streams.sort(Comparator.comparing(MediaStream::key, StreamKey.ORDER));
    }

    private static MediaStream stream(boolean output, StatsJson of) {
        StreamKey key = key(output, of);
        StreamLine line = new StreamLine(
                key.index(),
                key.stream(),
                of.text("language"),
                of.text("type"),
                of.text("codec"),
                "",
                of.text("pix_fmt"),
                of.integer("width"),
                of.integer("height"),
                of.number("fps"),
                of.integer("sampling_hz"),
                of.text("layout"),
                of.integer("channels"),
                of.number("bitrate_kbps"));
        return new MediaStream(key, Masked.text(of.text("url")), of.text("format"), line, of.text("coder"));
    }

    private void count(StatsJson of) {
        List<Progress.OfStream> counted = new ArrayList<>();
        of.field("inputs").elements().forEach(each -> counted.add(counted(false, each)));
        of.field("outputs").elements().forEach(each -> counted.add(counted(true, each)));
        sink.accept(new Progress(
                of.count("frame"),
                of.count("packet"),
                bytes(of),
                time(of.text("time")),
                of.number("speed"),
                of.count("dup"),
                of.count("drop"),
                of.number("q"),
                counted.stream().limit(BannerReader.MAX_STREAMS).toList()));
    }

    private static Progress.OfStream counted(boolean output, StatsJson of) {
        StatsJson rate = of.field("framerate");
        return new Progress.OfStream(
                key(output, of),
                of.count("frame"),
                of.count("keyframe"),
                new IoProgress.FrameRate(rate.number("min"), rate.number("max"), rate.number("avg")),
                of.count("packet"),
                bytes(of),
                of.number("q"),
                of.count("extradata_size_bytes"));
    }

    private static StreamKey key(boolean output, StatsJson of) {
        return new StreamKey(output, of.integer("index"), of.integer("stream"));
    }

    // Early versions of the patch count in KiB only.
    private static long bytes(StatsJson of) {
        return of.has("size_bytes")
                ? of.count("size_bytes")
                : 1024 * Math.min(of.count("size_kb"), Long.MAX_VALUE / 1024);
    }

    private static Duration time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Duration.ZERO;
        }
        return Duration.ofHours(Long.parseLong(time.group(1)))
                .plusMinutes(Long.parseLong(time.group(2)))
                .plusMillis(Math.round(1000 * Double.parseDouble(time.group(3))));
    }
}
