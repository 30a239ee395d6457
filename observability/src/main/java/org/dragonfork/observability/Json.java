package org.dragonfork.observability;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.ValueNode;

/** Makes JSON, and writes it so that a change of one field is a change of one line. */
final class Json {
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER = JsonMapper.shared()
            .writer()
            .with(new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES));

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A list of texts. */
    static ArrayNode texts(String... texts) {
        ArrayNode list = array();
        for (String text : texts) {
            list.add(text);
        }
        return list;
    }

    /** A number as people write it: 3 and not 3.0. */
    static ValueNode number(double value) {
        return value == Math.rint(value)
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    static String text(JsonNode node) {
        return WRITER.writeValueAsString(node) + "\n";
    }
}
