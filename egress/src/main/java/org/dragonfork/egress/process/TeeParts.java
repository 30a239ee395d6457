package org.dragonfork.egress.process;

import java.util.ArrayList;
import java.util.List;

/**
 * The outputs of FFmpeg's tee muxer, {@code [f=flv:onfail=ignore]rtmp://a|[f=mpegts]udp://b}, taken apart as the muxer does:
 * a backslash takes the next character as it is, and so do single quotes with all between them.
 *
 * @param options what stands in the brackets, unescaped once; empty without brackets
 * @param address unescaped
 */
record TeeParts(String options, String address) {
    static List<TeeParts> of(String tee) {
        List<TeeParts> parts = new ArrayList<>();
        var token = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < tee.length(); i++) {
            char c = tee.charAt(i);
            if (quoted) {
                if (c == '\'') {
                    quoted = false;
                } else {
                    token.append(c);
                }
            } else if (c == '\\' && i + 1 < tee.length()) {
                token.append(tee.charAt(++i));
            } else if (c == '\'') {
                quoted = true;
            } else if (c == '|') {
                parts.add(part(token.toString().strip()));
                token.setLength(0);
            } else {
                token.append(c);
            }
        }
        parts.add(part(token.toString().strip()));
        return parts;
    }

    private static TeeParts part(String token) {
        int end = token.startsWith("[") ? token.indexOf(']') : -1;
        return end < 0 ? new TeeParts("", token) : new TeeParts(token.substring(1, end), token.substring(end + 1));
    }
}
