package org.dragonfork.server.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line like {@code Stream #0:1[0x101](eng): Audio: aac (LC), 48000 Hz, stereo, fltp, 128 kb/s}; what it does not say is 0
 * or empty. Its form has hardly changed from FFmpeg 4.4 to 8.
 *
 * @param index of the input or output
 * @param type {@code video}, {@code audio}, {@code subtitle}, {@code data} and what else FFmpeg knows
 * @param profile of the codec, or what else stands in brackets behind its name
 * @param channels as many as the layout has
 */
record StreamLine(
        int index,
        int stream,
        String language,
        String type,
        String codec,
        String profile,
        String pixelFormat,
        int width,
        int height,
        double fps,
        int samplingHz,
        String layout,
        int channels,
        double bitrateKbps) {
    private static final Pattern LINE = Pattern.compile(
            "^\\s*Stream #(\\d{1,4}):(\\d{1,4})(?:\\[0x[0-9a-f]+\\])?(?:\\(([^)]{1,32})\\))?: (\\w{1,32}): (.+)$");
    private static final Pattern NAME = Pattern.compile("^([\\w-]+)(?: \\(([^)]*)\\))?");
    private static final Pattern SIZE = Pattern.compile("^(\\d{1,5})x(\\d{1,5})(?: |$)");
    private static final Pattern FPS = Pattern.compile("^(\\d{1,6}(?:\\.\\d{1,6})?)(k?) fps$");
    private static final Pattern HERTZ = Pattern.compile("^(\\d{1,7}) Hz$");
    private static final Pattern RATE = Pattern.compile("^(\\d{1,9}) kb/s");
    private static final Pattern COUNTED_LAYOUT =
            Pattern.compile("^(\\d{1,2})(?:\\.(\\d))?(?:\\.(\\d))?(?: channels)?.*");

    /** What is no such line is empty. */
    static Optional<StreamLine> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        List<String> parts = parts(matcher.group(5));
        Matcher name = NAME.matcher(parts.getFirst());
        boolean named = name.find();
        String codec = named ? name.group(1) : "";
        String profile = named && name.group(2) != null ? name.group(2) : "";
        String type = matcher.group(4).toLowerCase(Locale.ROOT);
        boolean video = type.equals("video");
        int hertz = type.equals("audio") ? number(parts, HERTZ) : 0;
        String layout = hertz > 0 ? after(parts, HERTZ) : "";
        Optional<Matcher> size = video ? first(parts, SIZE) : Optional.empty();
        return Optional.of(new StreamLine(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                matcher.group(3) == null ? "" : matcher.group(3),
                type,
                codec,
                profile,
                video ? pixelFormat(parts) : "",
                size.map(found -> Integer.parseInt(found.group(1))).orElse(0),
                size.map(found -> Integer.parseInt(found.group(2))).orElse(0),
                video ? fps(parts) : 0,
                hertz,
                layout,
                channels(layout),
                number(parts, RATE)));
    }

    private static String pixelFormat(List<String> parts) {
        // Second, unless FFmpeg has not seen a picture yet and the size comes at once.
        String second = parts.size() > 1 ? parts.get(1) : "";
        int bracket = second.indexOf('(');
        String format = bracket < 0 ? second : second.substring(0, bracket);
        return SIZE.matcher(format).find() || !format.matches("[a-z][a-z0-9_]*") ? "" : format;
    }

    private static double fps(List<String> parts) {
        return first(parts, FPS)
                .map(found ->
                        Double.parseDouble(found.group(1)) * (found.group(2).isEmpty() ? 1 : 1000))
                .orElse(0.0);
    }

    private static int channels(String layout) {
        return switch (layout) {
            case "mono" -> 1;
            case "stereo", "downmix" -> 2;
            case "quad", "quad(side)" -> 4;
            case "hexagonal" -> 6;
            case "octagonal", "cube" -> 8;
            case "hexadecagonal" -> 16;
            default -> {
                Matcher counted = COUNTED_LAYOUT.matcher(layout);
                yield counted.matches() ? digits(counted, 1) + digits(counted, 2) + digits(counted, 3) : 0;
            }
        };
    }

    private static int digits(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }

    private static int number(List<String> parts, Pattern pattern) {
        return first(parts, pattern)
                .map(found -> Integer.parseInt(found.group(1)))
                .orElse(0);
    }

    private static String after(List<String> parts, Pattern pattern) {
        for (int i = 0; i + 1 < parts.size(); i++) {
            if (pattern.matcher(parts.get(i)).find()) {
                return parts.get(i + 1);
            }
        }
        return "";
    }

    private static Optional<Matcher> first(List<String> parts, Pattern pattern) {
        return parts.stream().map(pattern::matcher).filter(Matcher::find).findFirst();
    }

    // Commas in brackets part nothing: yuv420p(tv, bt709, progressive).
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            } else if (c == ',' && depth <= 0) {
                parts.add(text.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin).strip());
        return parts;
    }
}
