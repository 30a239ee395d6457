package org.dragonfork.webrtc.codec;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of offered format parameters that an answer repeats; what it does not know, an answer leaves out. */
final class EchoedParameters {
    private EchoedParameters() {}

    static String of(Map<String, String> offered, List<String> names) {
        return names.stream()
                .filter(offered::containsKey)
                .map(name -> name + "=" + offered.get(name))
                .collect(Collectors.joining(";"));
    }

    /** A decimal parameter, or {@code absent} when it is missing, and -1 when it is not a number. */
    static int number(Map<String, String> offered, String name, int absent) {
        String text = offered.get(name);
        if (text == null) {
            return absent;
        }
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
    }
}
