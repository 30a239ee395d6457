package org.dragonfork.webrtc.sdp;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Reads the parameter sets that a video section states outside the stream: {@code sprop-parameter-sets} of H.264 (RFC 6184
 * section 8.1), {@code sprop-vps}, {@code sprop-sps} and {@code sprop-pps} of H.265 (RFC 7798 section 7.1).
 */
public final class ParameterSetReader {
    /** More than any encoder has; one set of each type is what is usual. */
    private static final int MOST = 64;

    /** Nothing that is longer fits an RTP packet. */
    private static final int LONGEST = 2_000;

    private static final List<String> NAMES = List.of("sprop-parameter-sets", "sprop-vps", "sprop-sps", "sprop-pps");

    private ParameterSetReader() {}

    /** The NAL units as they are stated, unchecked; what is no Base64 is left out. Empty when none are stated. */
    public static List<byte[]> read(MediaDescription media, int payloadType) {
        Map<String, String> parameters = media.formatParameters(payloadType);
        var units = new ArrayList<byte[]>();
        for (String name : NAMES) {
            for (String text : parameters.getOrDefault(name, "").split(",", MOST + 1)) {
                if (!text.isBlank() && text.length() <= LONGEST && units.size() < MOST) {
                    decode(text.strip(), units);
                }
            }
        }
        return units;
    }

    private static void decode(String text, List<byte[]> units) {
        try {
            units.add(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            // Hostile or cut; the stream itself may carry the set.
        }
    }
}
