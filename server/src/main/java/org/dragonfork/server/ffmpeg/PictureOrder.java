package org.dragonfork.server.ffmpeg;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether the pictures of a copied video are in the order in which they are shown, from what the framecrc muxer writes:
 * a line for each packet, {@code stream, dts, pts, duration, size, crc}, in the order of decoding. A picture that is shown
 * before one that came earlier is, or waits for, a B-frame: nothing else in an FFmpeg banner or a container says so for every
 * source (the parameter sets of most cameras leave it open).
 */
final class PictureOrder {
    /** Encoders that use B-frames begin with them in the first group; 40 pictures are one to three seconds. */
    static final int ENOUGH = 40;

    // Fewer say nothing.
    private static final int LEAST = 3;

    private static final Pattern PACKET = Pattern.compile("^0,\\s*(?:-?\\d+|NOPTS),\\s*(-?\\d{1,18}|NOPTS),");

    private long newest = Long.MIN_VALUE;
    private int pictures;
    private boolean reordered;
    private boolean unknown;

    /** Takes in the next line of the muxer. */
    synchronized void accept(String line) {
        Matcher packet = PACKET.matcher(line);
        if (!packet.find()) {
            return;
        }
        pictures++;
        if (packet.group(1).equals("NOPTS")) {
            unknown = true;
            return;
        }
        long shown = Long.parseLong(packet.group(1));
        reordered |= shown < newest;
        newest = Math.max(newest, shown);
    }

    /** Whether more lines would not change the verdict. */
    synchronized boolean isDecided() {
        return reordered || unknown || pictures >= ENOUGH;
    }

    /** Whether anything came. */
    synchronized boolean hasBegun() {
        return pictures > 0;
    }

    /** Whether pictures are, or may be, out of order. */
    synchronized boolean mayBeReordered() {
        return reordered || unknown || pictures < LEAST;
    }
}
