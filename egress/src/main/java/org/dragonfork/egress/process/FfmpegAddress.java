package org.dragonfork.egress.process;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How FFmpeg reads an address: which protocol takes it, and which other addresses are hidden in it. */
final class FfmpegAddress {
    /** Protocols that only pass on another address, which stands behind the colon. */
    private static final Set<String> WRAPPERS = Set.of("async", "cache", "crypto", "md5", "subfile", "tee", "concat");

    private static final int MAX_DEPTH = 8;

    private FfmpegAddress() {}

    /** The protocol as url_find_protocol of libavformat finds it; empty for a file. */
    static String protocol(String address) {
        int length = 0;
        while (length < address.length() && isSchemeCharacter(address.charAt(length))) {
            length++;
        }
        if (length < address.length() && address.charAt(length) == ':') {
            return address.substring(0, length);
        }
        return address.startsWith("subfile,") && address.indexOf(':', length + 1) >= 0 ? "subfile" : "";
    }

    /**
     * The address and all that are hidden in it.
     *
     * @return empty when they are nested too deeply to be meant
     */
    static Optional<List<String>> all(String address) {
        List<String> found = new ArrayList<>();
        return collect(address, 0, found) ? Optional.of(found) : Optional.empty();
    }

    /** Ways to write one address that mean the same. */
    static List<String> forms(String address) {
        Set<String> forms = new LinkedHashSet<>(List.of(address));
        String protocol = protocol(address);
        if (protocol.equals("file")) {
            String path = address.substring("file:".length());
            forms.add(path);
            forms.add("file:" + squeezed(path));
            forms.add(squeezed(path));
        } else if (protocol.isEmpty()) {
            forms.add("file:" + address);
            forms.add(squeezed(address));
            forms.add("file:" + squeezed(address));
        }
        return List.copyOf(forms);
    }

    private static boolean collect(String address, int depth, List<String> found) {
        if (depth > MAX_DEPTH || found.size() > ProcessRules.MAX_IOS) {
            return false;
        }
        found.add(address);
        String protocol = protocol(address);
        int plus = protocol.indexOf('+');
        if (plus >= 0) {
            // crypto+http://, hls+file:/
            return collect(address.substring(plus + 1), depth + 1, found);
        }
        if (!WRAPPERS.contains(protocol)) {
            return true;
        }
        int colon = protocol.equals("subfile") && address.startsWith("subfile,")
                ? address.indexOf(":", "subfile,".length())
                : address.indexOf(':');
        String inner = address.substring(colon + 1);
        boolean several = protocol.equals("concat") || protocol.equals("tee");
        for (String part : several ? List.of(inner.split("\\|", -1)) : List.of(inner)) {
            // tee: has options in brackets before each part.
            String bare = protocol.equals("tee") && part.startsWith("[") && part.indexOf(']') > 0
                    ? part.substring(part.indexOf(']') + 1)
                    : part;
            if (!collect(bare, depth + 1, found)) {
                return false;
            }
        }
        return true;
    }

    // The file system takes /etc//./passwd for /etc/passwd; a pattern does not.
    private static String squeezed(String path) {
        String before = path;
        String after = before.replace("//", "/").replace("/./", "/");
        while (!after.equals(before)) {
            before = after;
            after = before.replace("//", "/").replace("/./", "/");
        }
        return after;
    }

    private static boolean isSchemeCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '-'
                || c == '.';
    }
}
