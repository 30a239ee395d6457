package org.dragonfork.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code .env} file says: one {@code NAME=value} a line, with or without {@code export}, quotes and comments. Nothing
 * in it is executed or replaced.
 *
 * @param variables by name
 * @param badLines numbers of lines that could not be understood, from 1; what stands there may be a secret
 */
record DotEnv(Map<String, String> variables, List<Integer> badLines) {
    private static final Pattern LINE = Pattern.compile(
            "\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"'\\s][^#]*|))\\s*(?:#.*)?");

    DotEnv {
        variables = Map.copyOf(variables);
        badLines = List.copyOf(badLines);
    }

    static DotEnv parse(String text) {
        Map<String, String> variables = new HashMap<>();
        List<Integer> bad = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            Matcher form = LINE.matcher(line);
            if (!form.matches()) {
                bad.add(number);
                continue;
            }
            for (int group = 2; group <= 4; group++) {
                if (form.group(group) != null) {
                    variables.put(form.group(1), form.group(group).strip());
                }
            }
        }
        return new DotEnv(variables, bad);
    }
}
