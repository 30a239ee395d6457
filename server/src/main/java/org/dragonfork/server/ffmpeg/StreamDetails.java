package org.dragonfork.server.ffmpeg;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What FFmpeg prints about one stream after its type, as {@code h264 (High) (avc1 / 0x31637661), yuv420p(tv, top first),
 * 1280x720 [SAR 1:1 DAR 16:9], 2000 kb/s, 25 fps, 25 tbr, 90k tbn}. What is not printed is 0, false or empty.
 */
record StreamDetails(
        String codec,
        String profile,
        boolean interlaced,
        double bitrateKbps,
        double fps,
        String pixelFormat,
        int width,
        int height,
        double pixelAspect,
        int samplingHz,
        String layout) {
    private static final Pattern CODEC = Pattern.compile("^(\\S+)");
    // The FourCC stands in brackets as well, always with a slash between two blanks.
    private static final Pattern BRACKET = Pattern.compile("\\(([^()]{1,60})\\)");
    private static final Pattern PIXELS = Pattern.compile("^([a-z][a-z0-9_]{1,30})(?:\\((.*)\\))?$");
    private static final Pattern SIZE = Pattern.compile("^(\\d{1,6})x(\\d{1,6})(?: |$)");
    private static final Pattern ASPECT = Pattern.compile("\\bSAR (\\d{1,9}):(\\d{1,9})\\b");
    private static final Pattern BITRATE = Pattern.compile("^(\\d{1,9}) kb/s");
    private static final Pattern RATE = Pattern.compile("^(\\d{1,6}(?:\\.\\d{1,6})?)(k?) fps$");
    private static final Pattern SAMPLING = Pattern.compile("^(\\d{1,9}) Hz$");

    static StreamDetails read(String type, String description) {
        List<String> parts = InputBanner.parts(description);
        boolean video = type.equals("Video");
        boolean audio = type.equals("Audio");
        String pixelFormat = "";
        boolean interlaced = false;
        int width = 0;
        int height = 0;
        double pixelAspect = 0;
        double fps = 0;
        double bitrate = 0;
        int sampling = 0;
        String layout = "";
        for (int i = 1; i < parts.size(); i++) {
            String part = parts.get(i);
            Matcher size = SIZE.matcher(part);
            Matcher rate = RATE.matcher(part);
            Matcher kilobits = BITRATE.matcher(part);
            Matcher hertz = SAMPLING.matcher(part);
            Matcher pixels = PIXELS.matcher(part);
            if (video && width == 0 && size.find()) {
                width = Integer.parseInt(size.group(1));
                height = Integer.parseInt(size.group(2));
                pixelAspect = aspect(part, pixelAspect);
            } else if (video && rate.find()) {
                fps = Double.parseDouble(rate.group(1)) * (rate.group(2).isEmpty() ? 1 : 1000);
            } else if (kilobits.find()) {
                bitrate = Double.parseDouble(kilobits.group(1));
            } else if (video && part.startsWith("SAR ")) {
                // What the container says, behind what the codec says; players and filters go by it.
                pixelAspect = aspect(part, pixelAspect);
            } else if (audio && hertz.find()) {
                sampling = Integer.parseInt(hertz.group(1));
                layout = i + 1 < parts.size() ? parts.get(i + 1) : "";
            } else if (video && pixelFormat.isEmpty() && width == 0 && pixels.find()) {
                pixelFormat = pixels.group(1).equals("none") ? "" : pixels.group(1);
                interlaced = pixels.group(2) != null && isInterlaced(pixels.group(2));
            }
        }
        Matcher codec = CODEC.matcher(parts.getFirst());
        return new StreamDetails(
                codec.find() ? codec.group(1) : "",
                profile(parts.getFirst()),
                interlaced,
                bitrate,
                fps,
                pixelFormat,
                width,
                height,
                pixelAspect,
                sampling,
                layout);
    }

    // libavcodec says progressive, top first, bottom first, top coded first (swapped), bottom coded first (swapped).
    private static boolean isInterlaced(String colours) {
        return colours.contains("top ") || colours.contains("bottom ");
    }

    // 0:1 is unknown.
    private static double aspect(String part, double otherwise) {
        Matcher aspect = ASPECT.matcher(part);
        if (!aspect.find()) {
            return otherwise;
        }
        double wide = Double.parseDouble(aspect.group(1));
        double high = Double.parseDouble(aspect.group(2));
        return wide > 0 && high > 0 ? wide / high : otherwise;
    }

    private static String profile(String codec) {
        Matcher bracket = BRACKET.matcher(codec);
        return bracket.find() && !bracket.group(1).contains(" / ") ? bracket.group(1) : "";
    }
}
