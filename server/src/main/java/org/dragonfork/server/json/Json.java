package org.dragonfork.server.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Text to JSON and back. Safe for use from any thread. */
public final class Json {
    /** Beyond this a number is a trick, not a value. */
    private static final int MAX_NUMBER_LENGTH = 60;

    private static final int MAX_NAME_LENGTH = 1000;

    private static final JsonMapper COMPACT = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final JsonMapper INDENTED = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private Json() {}

    /** A value as JSON in one line, names of records in snake case. */
    public static String write(Object value) {
        return COMPACT.writeValueAsString(value);
    }

    /** The same in many lines, for people. */
    public static String writeIndented(Object value) {
        return INDENTED.writeValueAsString(value);
    }

    /** Reads one value and nothing after it; a name that stands twice in an object is refused (RFC 8259 section 4). */
    public static JsonReading read(String text, JsonLimits limits) {
        JsonMapper mapper = mapper(limits);
        try (JsonParser parser = mapper.createParser(text)) {
            try {
                JsonNode root = mapper.readTree(parser);
                return root == null || root.isMissingNode()
                        ? new JsonReading.Refused("there is no JSON in it")
                        : new JsonReading.Read(root);
            } catch (JacksonException e) {
                return new JsonReading.Refused(why(e, parser, limits));
            }
        }
    }

    /**
     * Reads what this program wrote itself.
     *
     * @throws IllegalArgumentException when it is no JSON
     */
    public static JsonNode readOwn(String text) {
        return switch (read(text, JsonLimits.FILE)) {
            case JsonReading.Read(JsonNode root) -> root;
            case JsonReading.Refused(String why) -> throw new IllegalArgumentException(why);
        };
    }

    private static JsonMapper mapper(JsonLimits limits) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxStringLength(limits.textLength())
                        .maxTokenCount(limits.tokens())
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // Numbers are written back as they came.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    private static String why(JacksonException e, JsonParser parser, JsonLimits limits) {
        String field = parser.streamReadContext().pathAsPointer().toString();
        TokenStreamLocation at = e.getLocation() == null ? parser.currentTokenLocation() : e.getLocation();
        String place = (field.isEmpty() ? "" : "field " + field.substring(1).replace('/', '.') + ", ") + "line "
                + at.getLineNr() + ", column " + at.getColumnNr();
        String message = String.valueOf(e.getOriginalMessage());
        if (e instanceof StreamConstraintsException) {
            boolean deep = message.contains("nesting");
            return place + ": " + (deep ? "nested deeper than " + limits.depth() + " levels" : "too long or too much");
        }
        return place + ": " + (message.startsWith("Duplicate") ? "this name stands twice" : "this is no valid JSON");
    }
}
