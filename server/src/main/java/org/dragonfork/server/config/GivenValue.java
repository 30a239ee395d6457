package org.dragonfork.server.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A value that somebody gave for a key.
 *
 * @param parts its parts where the key is a list; else the whole text alone
 * @param where it came from, for people, for instance {@code CORE_ADDRESS}
 */
record GivenValue(List<String> parts, ValueSource source, String where) {
    GivenValue {
        parts = List.copyOf(parts);
    }

    /** A value that came as text. */
    static GivenValue of(ConfigKey key, String text, ValueSource source, String where) {
        if (!key.form().isList()) {
            return new GivenValue(List.of(text.strip()), source, where);
        }
        List<String> parts = new ArrayList<>();
        Arrays.stream(text.split(key.form().separator(), -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .forEach(parts::add);
        return new GivenValue(parts, source, where);
    }

    /** The value in one line, as it would stand in a variable. */
    String text(ConfigKey key) {
        return String.join(key.form().separator(), parts);
    }
}
