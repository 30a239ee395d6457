package org.dragonfork.server.ffmpeg;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * JSON that a child wrote and that may be anything: what is missing or of another type is empty or 0.
 *
 * @param node at which this stands
 */
record StatsJson(JsonNode node) {
    /** A line of the patch has three levels, and no longer text than an address. */
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(8)
            .maxStringLength(8192)
            .maxNameLength(256)
            .maxNumberLength(64)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
            .build();

    /** Nothing when it is no JSON. */
    static StatsJson parse(String json) {
        try {
            return new StatsJson(MAPPER.readTree(json));
        } catch (JacksonException _) {
            return new StatsJson(MissingNode.getInstance());
        }
    }

    boolean has(String name) {
        return node.has(name);
    }

    StatsJson field(String name) {
        return new StatsJson(node.path(name));
    }

    List<StatsJson> elements() {
        return node.isArray() ? node.valueStream().map(StatsJson::new).toList() : List.of();
    }

    String text(String name) {
        JsonNode field = node.path(name);
        return field.isString() ? field.stringValue() : "";
    }

    /** Never negative; {@code q} is -1 for what is not encoded. */
    double number(String name) {
        JsonNode field = node.path(name);
        double number = field.isNumber() ? field.doubleValue() : 0;
        return number > 0 && number < 1e18 ? number : 0;
    }

    long count(String name) {
        return (long) number(name);
    }

    int integer(String name) {
        return (int) Math.min(Integer.MAX_VALUE, number(name));
    }
}
