package org.dragonfork.observability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A rule as its file has it.
 *
 * @param name of the alert, or of the recorded series
 * @param hold the words after {@code for}, empty for none
 */
record AlertRule(
        String file,
        String group,
        Kind kind,
        String name,
        String expression,
        String hold,
        Map<String, String> labels,
        Map<String, String> annotations) {
    enum Kind {
        ALERT,
        RECORD
    }

    /** All rules of the bundle, in the order of the files. */
    static List<AlertRule> all() {
        var rules = new ArrayList<AlertRule>();
        for (String file : List.of("webrtc-alerts.yml", "webrtc-additional.yml")) {
            JsonNode document = YAMLMapper.shared().readTree(Repository.read(Repository.RULES.resolve(file)));
            for (JsonNode group : document.path("groups")) {
                for (JsonNode rule : group.path("rules")) {
                    Kind kind = rule.has("alert") ? Kind.ALERT : Kind.RECORD;
                    rules.add(new AlertRule(
                            file,
                            group.path("name").asString(),
                            kind,
                            rule.path(kind == Kind.ALERT ? "alert" : "record").asString(),
                            rule.path("expr").asString(),
                            rule.path("for").asString(""),
                            texts(rule.path("labels")),
                            texts(rule.path("annotations"))));
                }
            }
        }
        return rules;
    }

    static List<AlertRule> alerts() {
        return all().stream().filter(rule -> rule.kind == Kind.ALERT).toList();
    }

    static List<AlertRule> records() {
        return all().stream().filter(rule -> rule.kind == Kind.RECORD).toList();
    }

    String annotation(String key) {
        return annotations.getOrDefault(key, "");
    }

    @Override
    public String toString() {
        return name + labels;
    }

    private static Map<String, String> texts(JsonNode node) {
        var texts = new LinkedHashMap<String, String>();
        node.propertyNames().forEach(key -> texts.put(key, node.path(key).asString()));
        return texts;
    }
}
