package org.dragonfork.server.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a configuration file says.
 *
 * @param values the values of keys that have an effect
 * @param inert the plain values of those that have none, by key
 * @param mistakes values of the wrong type
 * @param notes what a person may not expect
 * @param dates when it was made and changed; empty when there is no file
 */
record FileContent(
        Map<ConfigKey, GivenValue> values,
        Map<String, List<String>> inert,
        List<ConfigMistake> mistakes,
        List<String> notes,
        Optional<ConfigReading.FileDates> dates) {
    /** There is no file. */
    static final FileContent NONE = new FileContent(Map.of(), Map.of(), List.of(), List.of(), Optional.empty());

    /** Versions of the layout whose keys are the same as far as they have an effect here. */
    private static final int NEWEST_VERSION = 3;

    private static final List<String> ABOUT_THE_FILE = List.of("version", "created_at");

    FileContent {
        values = Map.copyOf(values);
        inert = Map.copyOf(inert);
        mistakes = List.copyOf(mistakes);
        notes = List.copyOf(notes);
    }

    /** The file could not be read. */
    static FileContent broken(String name, String why) {
        return new FileContent(
                Map.of(),
                Map.of(),
                List.of(new ConfigMistake(name, why, "a JSON object as docs/configuration.md describes it")),
                List.of(),
                Optional.empty());
    }

    /**
     * Sorts what stands in a file.
     *
     * @param name of the file, for people
     * @param changed when it was changed
     */
    static FileContent of(JsonNode root, String name, Instant changed) {
        if (!root.isObject()) {
            return broken(name, "no JSON object");
        }
        var sorter = new Sorter(name);
        sorter.version(root.path("version"));
        sorter.sort(root, "");
        Instant created = created(root.path("created_at").asString(""), changed);
        return new FileContent(
                sorter.values,
                sorter.inert,
                sorter.mistakes,
                sorter.notes,
                Optional.of(new ConfigReading.FileDates(created, changed)));
    }

    private static Instant created(String text, Instant fallback) {
        try {
            return Instant.parse(text);
        } catch (java.time.format.DateTimeParseException _) {
            return fallback;
        }
    }

    private static final class Sorter {
        private final String name;
        private final Map<ConfigKey, GivenValue> values = new EnumMap<>(ConfigKey.class);
        private final Map<String, List<String>> inert = new HashMap<>();
        private final List<ConfigMistake> mistakes = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        private Sorter(String name) {
            this.name = name;
        }

        private void version(JsonNode version) {
            boolean known = version.isIntegralNumber()
                    && version.canConvertToInt()
                    && version.intValue() >= 1
                    && version.intValue() <= NEWEST_VERSION;
            if (!known && !version.isMissingNode()) {
                mistakes.add(new ConfigMistake("version (" + name + ")", shortened(version), "1, 2 or 3"));
            }
        }

        private void sort(JsonNode object, String prefix) {
            object.properties().forEach(field -> {
                String key = prefix + field.getKey();
                JsonNode value = field.getValue();
                Optional<ConfigKey> known = ConfigKey.of(key);
                Optional<InertKey> unused = InertKey.of(key);
                if (known.isPresent()) {
                    take(known.get(), value);
                } else if (unused.isPresent()) {
                    leave(unused.get(), value);
                } else if (value.isObject() && isGroup(key)) {
                    sort(value, key + ".");
                } else if (isGroup(key) && !value.isNull()) {
                    mistakes.add(new ConfigMistake(key + " (" + name + ")", shortened(value), "an object with keys"));
                } else if (!ABOUT_THE_FILE.contains(key)) {
                    notes.add(printable(key) + " in " + name
                            + " is no key of this version; it is kept there and has no effect");
                }
            });
        }

        private void take(ConfigKey key, JsonNode value) {
            if (value.isNull()) {
                return;
            }
            Optional<List<String>> parts = plain(value);
            boolean fits = parts.isPresent() && (key.form().isList() || !value.isArray());
            if (!fits) {
                String shown = key.isSecret() ? "of the wrong type" : shortened(value);
                mistakes.add(new ConfigMistake(key.key() + " (" + name + ")", shown, key.allowed()));
            } else if (value.isArray()) {
                values.put(key, new GivenValue(parts.get(), ValueSource.FILE, name));
            } else {
                values.put(key, GivenValue.of(key, parts.get().getFirst(), ValueSource.FILE, name));
            }
        }

        private void leave(InertKey key, JsonNode value) {
            String text = value.isArray() && value.isEmpty() ? "[]" : value.asString("");
            plain(value).filter(parts -> !parts.isEmpty()).ifPresent(parts -> inert.put(key.key(), parts));
            if (!value.isNull() && !key.isUsual(text)) {
                notes.add(key.key() + " in " + name + " is known, but has no effect in this version");
            }
        }

        /** The value as text, or each part of it; empty when it is an object or holds one. */
        private static Optional<List<String>> plain(JsonNode value) {
            if (value.isString() || value.isNumber() || value.isBoolean()) {
                return Optional.of(List.of(value.asString().strip()));
            }
            List<String> parts = new ArrayList<>();
            for (JsonNode part : value) {
                if (!value.isArray() || !part.isString()) {
                    return Optional.empty();
                }
                parts.add(part.stringValue().strip());
            }
            return value.isArray() ? Optional.of(parts) : Optional.empty();
        }

        private static boolean isGroup(String key) {
            String start = key + ".";
            for (ConfigKey known : ConfigKey.values()) {
                if (known.key().startsWith(start)) {
                    return true;
                }
            }
            return InertKey.ALL.stream().anyMatch(known -> known.key().startsWith(start));
        }

        private static String shortened(JsonNode value) {
            return printable(value.toString());
        }

        private static String printable(String text) {
            String line = text.replaceAll("\\p{Cntrl}", "?");
            return line.length() <= 100 ? line : line.substring(0, 100) + "...";
        }
    }
}
