package org.dragonfork.server.ffmpeg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out from what FFmpeg says at its beginning which streams it reads and writes. It says so in no order that can be
 * relied on: version 4.4 tells the mapping of copied streams last, versions from 6 on describe the outputs as they get ready.
 * Not thread-safe.
 */
final class BannerReader {
    /** More than a run has; a file may have hundreds, and one may claim thousands. */
    static final int MAX_STREAMS = 64;

    private static final Pattern OPENED =
            Pattern.compile("^(Input|Output) #(\\d{1,4}), (.+), (?:from|to) '(.*)':?\\s*$");
    private static final Pattern MAPPED =
            Pattern.compile("^\\s*Stream #(\\d{1,4}):(\\d{1,4}) -> #(\\d{1,4}):(\\d{1,4}) \\((.+)\\)\\s*$");
    private static final Pattern CODERS = Pattern.compile("^([\\w-]+) \\(([\\w-]+)\\) -> ([\\w-]+) \\(([\\w-]+)\\)$");
    private static final Pattern FILTERED =
            Pattern.compile("^\\s*\\S+ -> Stream #(\\d{1,4}):(\\d{1,4}) \\(([\\w-]+)\\)\\s*$");

    private static final Pattern LEVEL =
            Pattern.compile("^\\[(?:quiet|panic|fatal|error|warning|info|verbose|debug|trace)\\] ");

    private final Map<StreamKey, MediaStream> streams = new TreeMap<>(StreamKey.ORDER);
    private final Map<StreamKey, String> coders = new HashMap<>();
    private boolean output;
    private String format = "";
    private String address = "";
    private boolean inFile;

    /** Takes in a line, without the level that FFmpeg may write before it. */
    void accept(String line) {
        Matcher opened = OPENED.matcher(line);
        if (opened.find()) {
            output = opened.group(1).equals("Output");
            format = opened.group(3);
            address = Masked.text(opened.group(4));
            inFile = true;
            return;
        }
        if (!line.contains("Stream #")) {
            return;
        }
        Matcher mapped = MAPPED.matcher(line);
        Matcher filtered = FILTERED.matcher(line);
        if (mapped.find()) {
            mapped(mapped);
        } else if (filtered.find()) {
            put(key(true, filtered, 1), filtered.group(3));
        } else if (inFile) {
            StreamLine.parse(line).ifPresent(this::described);
        }
    }

    /** All streams that were described, inputs first. */
    List<MediaStream> streams() {
        List<MediaStream> found = new ArrayList<>();
        streams.forEach((key, stream) -> found.add(new MediaStream(
                key, stream.address(), stream.format(), stream.line(), coders.getOrDefault(key, stream.coder()))));
        return found;
    }

    private void described(StreamLine line) {
        StreamKey key = new StreamKey(output, line.index(), line.stream());
        if (streams.size() < MAX_STREAMS || streams.containsKey(key)) {
            streams.put(key, new MediaStream(key, address, format, line, ""));
        }
    }

    private void mapped(Matcher line) {
        StreamKey from = key(false, line, 1);
        StreamKey to = key(true, line, 3);
        Matcher names = CODERS.matcher(line.group(5));
        if (names.matches()) {
            put(from, coder(names.group(1), names.group(2)));
            put(to, coder(names.group(3), names.group(4)));
        } else if (line.group(5).equals("copy")) {
            put(from, "copy");
            put(to, "copy");
        }
    }

    private void put(StreamKey key, String coder) {
        if (coders.size() >= MAX_STREAMS) {
            return;
        }
        // A stream that is copied to one output and decoded for another has a decoder.
        if (coder.equals("copy")) {
            coders.putIfAbsent(key, coder);
        } else {
            coders.put(key, coder);
        }
    }

    private static StreamKey key(boolean output, Matcher line, int group) {
        return new StreamKey(output, Integer.parseInt(line.group(group)), Integer.parseInt(line.group(group + 1)));
    }

    // FFmpeg's own coder bears the name of the codec.
    private static String coder(String codec, String coder) {
        return coder.equals("native") ? codec : coder;
    }

    /** The line without the level that {@code -loglevel level+info} puts before it. */
    static String withoutLevel(String line) {
        return LEVEL.matcher(line).find() ? line.substring(line.indexOf(']') + 2) : line;
    }
}
