package org.dragonfork.egress.process;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values in the place of {@code {name}}, {@code {name^c}}, which escapes a character in the value, and {@code
 * {name,key=value}}. Names that are none of the original's stay as they are: a filter graph may have braces of its own. What
 * was put in is not looked at again, so no value can bring in a placeholder.
 */
final class Placeholders {
    // The form of the original.
    private static final Pattern FORM = Pattern.compile("\\{([a-z:]{1,32})(?:\\^(.))?(?:,([^}]*))?\\}");

    private static final Set<String> ABSENT = Set.of("memfs", "rtmp", "srt");

    private final Map<String, String> values;

    /** @param values by name, without braces */
    Placeholders(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * The text with the values in it.
     *
     * @param field name of the field, for messages
     * @param mistakes takes one line for each placeholder that has no value on this server
     */
    String resolve(String field, String text, List<String> mistakes) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        Matcher form = FORM.matcher(text);
        var resolved = new StringBuilder();
        while (form.find()) {
            String name = form.group(1);
            String value = values.get(name);
            if (value == null) {
                if (ABSENT.contains(name) || name.startsWith("fs:")) {
                    mistakes.add(field + ": {" + name + "} is not available, as this server has no such "
                            + (name.startsWith("r") || name.startsWith("s") ? "server" : "storage") + "; "
                            + "write the address out, or use {diskfs}");
                }
                form.appendReplacement(resolved, Matcher.quoteReplacement(form.group()));
            } else {
                String escape = form.group(2);
                form.appendReplacement(
                        resolved, Matcher.quoteReplacement(escape == null ? value : escaped(value, escape)));
            }
        }
        return form.appendTail(resolved).toString();
    }

    // As the original: what goes through two levels of FFmpeg's own unescaping arrives as it was.
    private static String escaped(String value, String character) {
        String safe = character.equals("\\") ? value : value.replace("\\", "\\\\\\");
        return safe.replace(character, "\\\\" + character);
    }
}
