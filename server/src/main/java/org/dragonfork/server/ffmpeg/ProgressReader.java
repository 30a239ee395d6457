package org.dragonfork.server.ffmpeg;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads progress out of FFmpeg's lines: the {@code key=value} blocks of {@code -progress}, and the status line, which begins
 * with {@code frame=} or, without video, {@code size=} and counts in kB before version 7 and in KiB since.
 */
final class ProgressReader {
    private static final Pattern KEY_VALUE = Pattern.compile("([a-zA-Z_0-9]+)=\\s*(\\S+)");
    private static final Pattern STATUS_LINE = Pattern.compile("^(frame|L?size)=.*\\btime=");
    private static final Pattern STREAM_KEY = Pattern.compile("stream_\\d+_\\d+_\\w+");
    private static final Pattern QUANTIZER_KEY = Pattern.compile("stream_\\d+_\\d+_q");
    private static final String QUANTIZER = "q";
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

    ProgressReader(Consumer<Progress> sink) {
        this.sink = sink;
    }

    /** Takes in a line; false when it is no progress and belongs into the log. */
    boolean accept(String line) {
        if (STATUS_LINE.matcher(line).find()) {
            Map<String, String> values = new HashMap<>();
            Matcher pairs = KEY_VALUE.matcher(line);
            while (pairs.find()) {
                values.put(pairs.group(1), pairs.group(2));
            }
            sink.accept(ofStatusLine(values));
            return true;
        }
        Matcher pair = KEY_VALUE.matcher(line.strip());
        if (!pair.matches() || !isBlockKey(pair.group(1))) {
            return false;
        }
        if (pair.group(1).equals("progress")) {
            sink.accept(ofBlock(block));
            block.clear();
        } else if (BLOCK_KEYS.contains(pair.group(1))) {
            block.put(pair.group(1), pair.group(2));
        } else if (QUANTIZER_KEY.matcher(pair.group(1)).matches() && isEncoded(pair.group(2))) {
            block.putIfAbsent(QUANTIZER, pair.group(2));
        }
        return true;
    }

    // A copied stream and sound have -1.0.
    private static boolean isEncoded(String quantizer) {
        return NUMBER.matcher(quantizer).find();
    }

    private static boolean isBlockKey(String key) {
        return BLOCK_KEYS.contains(key) || STREAM_KEY.matcher(key).matches();
    }

    private static Progress ofBlock(Map<String, String> values) {
        return new Progress(
                (long) number(values, "frame"),
                number(values, "fps"),
                number(values, "bitrate"),
                (long) number(values, "total_size"),
                Duration.of((long) number(values, "out_time_us"), ChronoUnit.MICROS),
                number(values, "speed"),
                (long) number(values, "dup_frames"),
                (long) number(values, "drop_frames"),
                number(values, QUANTIZER));
    }

    private static Progress ofStatusLine(Map<String, String> values) {
        String size = values.containsKey("Lsize") ? "Lsize" : "size";
        return new Progress(
                (long) number(values, "frame"),
                number(values, "fps"),
                number(values, "bitrate"),
                1024 * (long) number(values, size),
                clock(values.getOrDefault("time", "")),
                number(values, "speed"),
                (long) number(values, "dup"),
                (long) number(values, "drop"),
                number(values, "q"));
    }

    // Units (kB, KiB, kbits/s, x) follow the number; N/A, negative and missing ones count as 0.
    private static double number(Map<String, String> values, String key) {
        Matcher number = NUMBER.matcher(values.getOrDefault(key, ""));
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
