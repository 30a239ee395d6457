package org.dragonfork.server.ffmpeg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.egress.supervise.ProbedStream;

/**
 * Reads what FFmpeg prints about its inputs before it begins, in the forms of 4.4 to 8: {@code Input #0, rtsp, from 'URL':},
 * {@code Duration: ...} and {@code Stream #0:0[0x1](eng): Video: h264 (High), ...}.
 */
final class InputBanner {
    /** More than any playlist with all its variants has. */
    static final int MAX_STREAMS = 200;

    private static final Pattern INPUT = Pattern.compile("^Input #(\\d{1,4}), (.*), from '(.*)':\\s*$");
    private static final Pattern DURATION =
            Pattern.compile("^\\s+Duration: (?:(\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?)|N/A)");
    private static final Pattern STREAM = Pattern.compile("^\\s+Stream #(\\d{1,4}):(\\d{1,4})(?:\\[[^\\]]{1,20}\\])?"
            + "(?:\\(([^)]{1,20})\\))?: (Video|Audio|Subtitle|Data|Attachment): (.*)$");

    // Side data of the stream that was named last.
    private static final Pattern ROTATION =
            Pattern.compile("^\\s+displaymatrix: rotation of (-?\\d{1,3}(?:\\.\\d{1,6})?) degrees");

    private final Map<List<Integer>, ProbedStream> streams = new LinkedHashMap<>();
    private String format = "";
    private String url = "";
    private double durationSeconds;
    private boolean inInput;
    private List<Integer> named = List.of();

    /** Reads the whole of what was said. */
    static List<ProbedStream> read(List<String> lines) {
        InputBanner reader = new InputBanner();
        lines.forEach(reader::accept);
        return reader.streams();
    }

    /** Takes in the next line. */
    void accept(String line) {
        if (line.startsWith("Output #") || line.startsWith("Stream mapping:")) {
            inInput = false;
            return;
        }
        Matcher input = INPUT.matcher(line);
        if (input.find()) {
            inInput = true;
            format = input.group(2);
            url = Masked.text(input.group(3));
            durationSeconds = 0;
            return;
        }
        if (!inInput) {
            return;
        }
        Matcher duration = DURATION.matcher(line);
        if (duration.find() && duration.group(1) != null) {
            durationSeconds = 3600 * Double.parseDouble(duration.group(1))
                    + 60 * Double.parseDouble(duration.group(2))
                    + Double.parseDouble(duration.group(3));
            return;
        }
        Matcher stream = STREAM.matcher(line);
        if (stream.find() && streams.size() < MAX_STREAMS) {
            int index = Integer.parseInt(stream.group(1));
            int number = Integer.parseInt(stream.group(2));
            named = List.of(index, number);
            // Groups of streams, which newer versions print, name their members once more.
            streams.computeIfAbsent(
                    named, _ -> stream(index, number, stream.group(3), stream.group(4), stream.group(5)));
            return;
        }
        Matcher rotation = ROTATION.matcher(line);
        if (rotation.find()) {
            int degrees = (int) Math.round(Double.parseDouble(rotation.group(1)));
            streams.computeIfPresent(named, (_, turned) -> turned.rotated(degrees));
        }
    }

    /** The streams so far, in the order in which they were printed. */
    List<ProbedStream> streams() {
        return List.copyOf(streams.values());
    }

    private ProbedStream stream(int index, int number, String language, String type, String description) {
        StreamDetails details = StreamDetails.read(type, description);
        return new ProbedStream(
                url,
                format,
                index,
                number,
                language == null ? "und" : language,
                type.toLowerCase(java.util.Locale.ROOT),
                details.codec(),
                details.profile(),
                false,
                details.interlaced(),
                description.endsWith("(attached pic)"),
                details.codec(),
                details.bitrateKbps(),
                durationSeconds,
                details.fps(),
                details.pixelFormat(),
                details.width(),
                details.height(),
                details.pixelAspect(),
                0,
                details.samplingHz(),
                details.layout(),
                ChannelLayouts.channels(details.layout()));
    }

    /** Cuts at commas that are in no bracket: {@code yuv420p(tv, bt709), 320x240 [SAR 1:1 DAR 4:3]} are two parts. */
    static List<String> parts(String description) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < description.length(); i++) {
            char c = description.charAt(i);
            if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth = Math.max(0, depth - 1);
            } else if (c == ',' && depth == 0) {
                parts.add(description.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(description.substring(start).strip());
        return parts;
    }
}
