package org.dragonfork.server.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was given, by its source; the environment counts more than the file and the command line most.
 *
 * @param commandLine values by {@linkplain ConfigKey#key() key}
 * @param environment the environment variables of the process
 * @param dotEnv those of the {@code .env} file, which count less
 * @param file what the configuration file says
 */
record ConfigInput(
        Map<String, String> commandLine,
        Map<String, String> environment,
        Map<String, String> dotEnv,
        FileContent file) {
    /** @throws IllegalArgumentException when the command line gives no known key, which is a mistake of the caller */
    ConfigInput {
        for (String key : commandLine.keySet()) {
            if (ConfigKey.of(key).isEmpty()) {
                throw new IllegalArgumentException("no such configuration key: " + key);
            }
        }
        commandLine = Map.copyOf(commandLine);
        environment = Map.copyOf(environment);
        dotEnv = Map.copyOf(dotEnv);
    }

    /** The value of each key that counts, without empty ones. */
    Map<ConfigKey, GivenValue> given() {
        Map<ConfigKey, GivenValue> given = new EnumMap<>(ConfigKey.class);
        for (ConfigKey key : ConfigKey.values()) {
            @Nullable GivenValue value = fromText(key, commandLine, ValueSource.COMMAND_LINE, key.key());
            value = value != null ? value : fromVariables(key, environment, ValueSource.ENVIRONMENT);
            value = value != null ? value : fromVariables(key, dotEnv, ValueSource.DOT_ENV);
            value = value != null ? value : file.values().get(key);
            if (value != null && !value.text(key).isEmpty()) {
                given.put(key, value);
            }
        }
        return given;
    }

    /** All variables, by name. */
    Map<String, String> variables() {
        Map<String, String> all = new HashMap<>(dotEnv);
        all.putAll(environment);
        return all;
    }

    /** Variables that belong to this program by their name, but to no key with an effect; in alphabetical order. */
    Set<String> strayVariables() {
        Set<String> stray = new TreeSet<>(variables().keySet());
        stray.removeIf(name -> !name.startsWith("CORE_") || name.equals(ConfigPlace.VARIABLE));
        Arrays.stream(ConfigKey.values()).forEach(key -> {
            stray.remove(key.environmentName());
            stray.remove(key.oldEnvironmentName());
        });
        return stray;
    }

    private static @Nullable GivenValue fromVariables(
            ConfigKey key, Map<String, String> variables, ValueSource source) {
        @Nullable GivenValue value = fromText(key, variables, source, key.environmentName());
        return value != null ? value : fromText(key, variables, source, key.oldEnvironmentName());
    }

    private static @Nullable GivenValue fromText(
            ConfigKey key, Map<String, String> texts, ValueSource source, String name) {
        String text = texts.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return null;
        }
        String where = switch (source) {
            case COMMAND_LINE -> source.label();
            case DOT_ENV -> name + " in .env";
            case ENVIRONMENT, FILE, GENERATED, DEFAULT -> name;
        };
        return GivenValue.of(key, text, source, where);
    }
}
