package org.dragonfork.server.ffmpeg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON that a child wrote and that may be anything: what is missing or of another type counts as nothing. */
final class StatsJson {
    /** A line of the patch has three levels. */
    private static final int MAX_DEPTH = 8;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Value NOTHING = new Value(null);

    private StatsJson() {}

    /** Nothing when it is no JSON. */
    static Value parse(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return new Value(read(parser, 0));
        } catch (JacksonException _) {
            return NOTHING;
        }
    }

    private static @Nullable Object read(JsonParser parser, int depth) {
        if (depth > MAX_DEPTH) {
            parser.skipChildren();
            return null;
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new HashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    Object value = read(parser, depth + 1);
                    if (value != null) {
                        fields.put(name, value);
                    }
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
                    Object value = read(parser, depth + 1);
                    if (value != null) {
                        elements.add(value);
                    }
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case null, default -> null;
        };
    }

    /** A value, or its absence. */
    record Value(@Nullable Object value) {
        Value field(String name) {
            return value instanceof Map<?, ?> fields ? new Value(fields.get(name)) : NOTHING;
        }

        List<Value> elements() {
            return value instanceof List<?> elements
                    ? elements.stream().map(element -> new Value(Objects.requireNonNull(element))).toList()
                    : List.of();
        }

        String text(String name) {
            return field(name).value() instanceof String text ? text : "";
        }

        /** Never negative; {@code q} is -1 for what is not encoded. */
        double number(String name) {
            return field(name).value() instanceof Double number && number > 0 && number < 1e18 ? number : 0;
        }

        long count(String name) {
            return (long) number(name);
        }

        int integer(String name) {
            return (int) Math.min(Integer.MAX_VALUE, number(name));
        }
    }
}
