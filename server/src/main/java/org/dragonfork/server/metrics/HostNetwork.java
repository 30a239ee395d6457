package org.dragonfork.server.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Bytes received and sent by each network interface since it came up, out of {@code /proc/net/dev}. */
final class HostNetwork {
    /** As many as there are stream ids in the labels; a host of many containers has one for each. */
    static final int MOST_INTERFACES = 200;

    /** {@code IFNAMSIZ} of Linux less the zero at the end. */
    private static final int LONGEST_NAME = 15;

    /** Column after the name in which the sent bytes stand. */
    private static final int SENT = 8;

    private final HostFiles proc;

    HostNetwork(HostFiles proc) {
        this.proc = proc;
    }

    /**
     * @param received bytes
     * @param sent bytes
     */
    record Traffic(long received, long sent) {}

    /** By interface, in the order of the file. */
    Map<String, Traffic> read() {
        Map<String, Traffic> traffic = new LinkedHashMap<>();
        Optional<String> text = proc.text("net/dev");
        if (text.isEmpty()) {
            return traffic;
        }
        for (String line : text.get().lines().toList()) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            var columns = new HostFiles.Fields(line.substring(colon + 1));
            boolean valid = isName(name)
                    && columns.number(0).isPresent()
                    && columns.number(SENT).isPresent();
            if (valid && traffic.size() < MOST_INTERFACES) {
                traffic.put(name, new Traffic(columns.numberOrZero(0), columns.numberOrZero(SENT)));
            }
        }
        return traffic;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_NAME && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
