package org.dragonfork.server.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, the command line before the environment before the default, and the mistakes found in them. Where a
 * value cannot be used its mistake is noted and a stand-in is returned, so that reading goes on and finds the rest. An
 * empty value counts as not given.
 */
final class ConfigValues {
    private static final List<String> TRUE = List.of("1", "t", "T", "true", "TRUE", "True");

    private static final List<String> FALSE = List.of("0", "f", "F", "false", "FALSE", "False");

    private final Map<String, String> environment;
    private final Map<String, String> overrides;
    private final Map<ConfigKey, ConfigMistake> mistakes = new EnumMap<>(ConfigKey.class);

    ConfigValues(Map<String, String> environment, Map<String, String> overrides) {
        this.environment = environment;
        this.overrides = overrides;
    }

    /** What was found wrong so far, in the order of the keys. */
    List<ConfigMistake> mistakes() {
        return List.copyOf(mistakes.values());
    }

    /** Whether nothing was found wrong with these keys. */
    boolean areGood(ConfigKey... keys) {
        return Arrays.stream(keys).noneMatch(mistakes::containsKey);
    }

    /** The text of a key, without blanks around it. */
    String text(ConfigKey key) {
        String override = given(overrides, key.key());
        if (!override.isEmpty()) {
            return override;
        }
        String variable = given(environment, key.environmentName());
        return variable.isEmpty() ? key.defaultText() : variable;
    }

    /** The parts of a list, without empty ones. */
    List<String> list(ConfigKey key) {
        return Arrays.stream(text(key).split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
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
        String value = key.isSecret() ? "not shown, as it may hold a secret" : '"' + text(key) + '"';
        mistakes.put(key, new ConfigMistake(key.key() + source(key), value, key.allowed()));
    }

    private String source(ConfigKey key) {
        if (!given(overrides, key.key()).isEmpty()) {
            return " (command line)";
        }
        return given(environment, key.environmentName()).isEmpty() ? "" : " (" + key.environmentName() + ")";
    }

    private static String given(Map<String, String> values, String name) {
        @Nullable String value = values.get(name);
        return value == null ? "" : value.strip();
    }
}
