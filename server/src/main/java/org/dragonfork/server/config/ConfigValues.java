package org.dragonfork.server.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Values by key and the mistakes found in them. Where a value cannot be used its mistake is noted and a stand-in is
 * returned, so that reading goes on and finds the rest. An empty value counts as not given.
 */
final class ConfigValues {
    private static final List<String> TRUE = List.of("1", "t", "T", "true", "TRUE", "True");

    private static final List<String> FALSE = List.of("0", "f", "F", "false", "FALSE", "False");

    private final Map<ConfigKey, GivenValue> given;
    private final Map<ConfigKey, ConfigMistake> mistakes = new EnumMap<>(ConfigKey.class);

    /** @param given what counts of all that was given, none of it empty */
    ConfigValues(Map<ConfigKey, GivenValue> given) {
        this.given = given;
    }

    /** What was found wrong so far, in the order of the keys. */
    List<ConfigMistake> mistakes() {
        return List.copyOf(mistakes.values());
    }

    /** Whether nothing was found wrong with these keys. */
    boolean areGood(ConfigKey... keys) {
        return Arrays.stream(keys).noneMatch(mistakes::containsKey);
    }

    /** Whether somebody gave a value. */
    boolean isGiven(ConfigKey key) {
        return given.containsKey(key);
    }

    /** The text of a key, without blanks around it. */
    String text(ConfigKey key) {
        return value(key).text(key);
    }

    /** The parts of a list, without empty ones. */
    List<String> list(ConfigKey key) {
        return value(key).parts().stream().filter(part -> !part.isEmpty()).toList();
    }

    int number(ConfigKey key, int least, int most) {
        String text = text(key);
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        reject(key);
        return least;
    }

    /** A boolean, spelt as Go spells them, which is what the original reads. */
    boolean flag(ConfigKey key) {
        String text = text(key);
        if (!TRUE.contains(text) && !FALSE.contains(text)) {
            reject(key);
        }
        return TRUE.contains(text);
    }

    /** A value with a form of its own. */
    <T> T parsed(ConfigKey key, Function<String, Optional<T>> parser, T standIn) {
        Optional<T> value = parser.apply(text(key));
        if (value.isEmpty()) {
            reject(key);
        }
        return value.orElse(standIn);
    }

    /** A text that may be empty and otherwise has this form. */
    String checked(ConfigKey key, Pattern form) {
        return parsed(
                key,
                text -> Optional.of(text)
                        .filter(t -> t.isEmpty() || form.matcher(t).matches()),
                "");
    }

    /** Notes a mistake when nobody gave a value. */
    void require(ConfigKey key) {
        if (!isGiven(key)) {
            reject(key);
        }
    }

    /** A list of values with a form of their own; one mistake however many of them are wrong. */
    <T> List<T> parsedList(ConfigKey key, Function<String, Optional<T>> parser) {
        List<Optional<T>> values = list(key).stream().map(parser).toList();
        if (values.stream().anyMatch(Optional::isEmpty)) {
            reject(key);
        }
        return values.stream().flatMap(Optional::stream).toList();
    }

    /** Notes that the value of this key cannot be used. */
    void reject(ConfigKey key) {
        boolean secret = key.isSecret() && isGiven(key);
        String value = secret ? "not shown, as it may hold a secret" : '"' + printable(text(key)) + '"';
        mistakes.put(key, new ConfigMistake(key.key() + source(key), value, key.allowed()));
    }

    /** What counts for a key: what was given, else the default. */
    GivenValue value(ConfigKey key) {
        return given.getOrDefault(key, GivenValue.of(key, key.defaultText(), ValueSource.DEFAULT, ""));
    }

    private String source(ConfigKey key) {
        return isGiven(key) ? " (" + value(key).where() + ")" : "";
    }

    /** A mistake is one line, whatever stands in the value. */
    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }
}
