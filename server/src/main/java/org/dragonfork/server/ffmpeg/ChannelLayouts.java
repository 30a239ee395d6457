package org.dragonfork.server.ffmpeg;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many channels the layouts have that FFmpeg names. */
final class ChannelLayouts {
    private static final Map<String, Integer> NAMED = Map.of(
            "mono",
            1,
            "stereo",
            2,
            "downmix",
            2,
            "quad",
            4,
            "hexagonal",
            6,
            "octagonal",
            8,
            "cube",
            8,
            "hexadecagonal",
            16);
    private static final Pattern COUNTED = Pattern.compile("^(\\d{1,3}) channels?");
    private static final Pattern DOTTED = Pattern.compile("^(\\d{1,2})\\.(\\d)(?:\\.(\\d))?");

    private ChannelLayouts() {}

    /** The number, 0 for a layout that is not known. */
    static int channels(String layout) {
        Matcher counted = COUNTED.matcher(layout);
        if (counted.find()) {
            return Integer.parseInt(counted.group(1));
        }
        Matcher dotted = DOTTED.matcher(layout);
        if (dotted.find()) {
            int top = dotted.group(3) == null ? 0 : Integer.parseInt(dotted.group(3));
            return Integer.parseInt(dotted.group(1)) + Integer.parseInt(dotted.group(2)) + top;
        }
        int bracket = layout.indexOf('(');
        return NAMED.getOrDefault(bracket < 0 ? layout : layout.substring(0, bracket), 0);
    }
}
