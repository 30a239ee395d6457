package org.dragonfork.server.ffmpeg;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.egress.supervise.IoProgress;

/**
 * Reads progress out of FFmpeg's lines: the {@code key=value} blocks of {@code -progress}, and the status line, which begins
 * with {@code frame=} or, without video, {@code size=} and counts in kB before version 7 and in KiB since.
 */
final class ProgressReader {
    private static final Pattern KEY_VALUE = Pattern.compile("([a-zA-Z_0-9]+)=\\s*(\\S+)");
    private static final Pattern STATUS_LINE = Pattern.compile("^(frame|L?size)=.*\\btime=");
    private static final Pattern STREAM_KEY = Pattern.compile("stream_(\\d{1,4})_(\\d{1,4})_(\\w+)");
    private static final Pattern NUMBER = Pattern.compile("^\\d{1,18}(\\.\\d{1,9})?");
    private static final Pattern CLOCK = Pattern.compile("(\\d{2,6}):(\\d{2}):(\\d{2})\\.(\\d{2})");
    private static final Set<String> BLOCK_KEYS = Set.of(
            "frame",
            "fps",
            "bitrate",
            "total_size",
            "out_time_us",
            "out_time_ms",
            "out_time",
            "dup_frames",
            "drop_frames",
            "speed",
            "elapsed",
            "progress");

    private final Consumer<Progress> sink;
    private final Map<String, String> block = new HashMap<>();
    private final List<Progress.OfStream> streams = new ArrayList<>();

    ProgressReader(Consumer<Progress> sink) {
        this.sink = sink;
    }

    /** Takes in a line; false when it is no progress and belongs into the log. */
    boolean accept(String line) {
        if (STATUS_LINE.matcher(line).find()) {
            Map<String, String> values = new HashMap<>();
            Matcher pairs = KEY_VALUE.matcher(line);
            while (pairs.find()) {
                // Every video has a q; the first one counts.
                values.putIfAbsent(pairs.group(1), pairs.group(2));
            }
            sink.accept(ofStatusLine(values));
            return true;
        }
        Matcher pair = KEY_VALUE.matcher(line.strip());
        return pair.matches() && acceptPair(pair.group(1), pair.group(2));
    }

    private boolean acceptPair(String key, String value) {
        Matcher ofStream = STREAM_KEY.matcher(key);
        if (ofStream.matches()) {
            acceptOfStream(ofStream, value);
            return true;
        }
        if (!BLOCK_KEYS.contains(key)) {
            return false;
        }
        if (key.equals("progress")) {
            sink.accept(ofBlock());
            block.clear();
            streams.clear();
        } else {
            block.put(key, value);
        }
        return true;
    }

    // A copied stream and sound have -1.0.
    private void acceptOfStream(Matcher key, String value) {
        double quantizer = number(value);
        if (key.group(3).equals("q") && quantizer > 0 && streams.size() < BannerReader.MAX_STREAMS) {
            StreamKey stream = new StreamKey(true, Integer.parseInt(key.group(1)), Integer.parseInt(key.group(2)));
            streams.add(new Progress.OfStream(stream, 0, 0, IoProgress.FrameRate.UNKNOWN, 0, 0, quantizer, 0));
        }
    }

    private Progress ofBlock() {
        return new Progress(
                (long) number(block, "frame"),
                0,
                (long) number(block, "total_size"),
                Duration.of((long) number(block, "out_time_us"), ChronoUnit.MICROS),
                number(block, "speed"),
                (long) number(block, "dup_frames"),
                (long) number(block, "drop_frames"),
                streams.isEmpty() ? 0 : streams.getFirst().quantizer(),
                streams);
    }

    private static Progress ofStatusLine(Map<String, String> values) {
        return new Progress(
                (long) number(values, "frame"),
                0,
                1024 * (long) number(values, values.containsKey("Lsize") ? "Lsize" : "size"),
                clock(values.getOrDefault("time", "")),
                number(values, "speed"),
                (long) number(values, "dup"),
                (long) number(values, "drop"),
                number(values, "q"),
                List.of());
    }

    private static double number(Map<String, String> values, String key) {
        return number(values.getOrDefault(key, ""));
    }

    // Units (kB, KiB, kbits/s, x) follow the number; N/A, negative and missing ones count as 0.
    private static double number(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.find() ? Double.parseDouble(number.group()) : 0;
    }

    private static Duration clock(String text) {
        Matcher clock = CLOCK.matcher(text);
        if (!clock.matches()) {
            return Duration.ZERO;
        }
        return Duration.ofHours(Long.parseLong(clock.group(1)))
                .plusMinutes(Long.parseLong(clock.group(2)))
                .plusSeconds(Long.parseLong(clock.group(3)))
                .plusMillis(10 * Long.parseLong(clock.group(4)));
    }
}
