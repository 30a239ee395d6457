package org.dragonfork.server.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one JSON object, asked for one by one. A field that is missing or null has its fallback; one of a wrong type
 * has it too, and is noted as a mistake under its full name. What nobody asked for is the {@link #rest}.
 */
public final class JsonFields {
    private final JsonNode object;
    private final String path;
    private final List<String> mistakes;
    private final Set<String> asked = new HashSet<>();

    private JsonFields(JsonNode object, String path, List<String> mistakes) {
        this.object = object;
        this.path = path;
        this.mistakes = mistakes;
    }

    /** Of the outermost value; one that is no object has no fields and one mistake. */
    public static JsonFields of(JsonNode root) {
        var mistakes = new ArrayList<String>();
        if (!root.isObject()) {
            mistakes.add("the body must be a JSON object");
        }
        return new JsonFields(root, "", mistakes);
    }

    /** What is wrong so far, here and in every object within; one line each, the field's name first. */
    public List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** Notes that something is wrong with a field of this object. */
    public void mistake(String name, String what) {
        mistakes.add(named(name) + " " + what);
    }

    /** Whether there is such a field with a value that is not null. */
    public boolean has(String name) {
        asked.add(name);
        return find(name).isPresent();
    }

    /** A string. */
    public String text(String name, String fallback) {
        return find(name)
                .map(value -> value.isString() ? value.stringValue() : wrong(name, "a string", fallback))
                .orElse(fallback);
    }

    /** True or false. */
    public boolean flag(String name, boolean fallback) {
        return find(name)
                .map(value -> value.isBoolean() ? value.booleanValue() : wrong(name, "true or false", fallback))
                .orElse(fallback);
    }

    /** A number without decimals, from 0 to a maximum. */
    public long whole(String name, long fallback, long max) {
        return find(name)
                .map(value -> isWhole(value, max)
                        ? value.decimalValue().longValueExact()
                        : wrong(name, "a whole number from 0 to " + max, fallback))
                .orElse(fallback);
    }

    /** A number from 0 to a maximum. */
    public double number(String name, double fallback, double max) {
        return find(name)
                .map(value -> value.isNumber()
                                && value.decimalValue().signum() >= 0
                                && value.decimalValue().compareTo(BigDecimal.valueOf(max)) <= 0
                        ? value.decimalValue().doubleValue()
                        : wrong(
                                name,
                                "a number from 0 to "
                                        + BigDecimal.valueOf(max)
                                                .stripTrailingZeros()
                                                .toPlainString(),
                                fallback))
                .orElse(fallback);
    }

    /** An array of strings. */
    public List<String> texts(String name, List<String> fallback) {
        Optional<JsonNode> found = find(name);
        if (found.isEmpty()) {
            return fallback;
        }
        if (!found.get().isArray()) {
            return wrong(name, "an array of strings", fallback);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : found.get()) {
            if (element.isString()) {
                texts.add(element.stringValue());
            } else {
                wrong(name + "[" + texts.size() + "]", "a string", "");
                return fallback;
            }
        }
        return List.copyOf(texts);
    }

    /** An object within; empty when it is missing. */
    public Optional<JsonFields> object(String name) {
        return find(name)
                .flatMap(value -> value.isObject()
                        ? Optional.of(new JsonFields(value, named(name) + ".", mistakes))
                        : wrong(name, "an object", Optional.<JsonFields>empty()));
    }

    /** An array of objects; empty when it is missing. */
    public Optional<List<JsonFields>> objects(String name) {
        Optional<JsonNode> found = find(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!found.get().isArray()) {
            return wrong(name, "an array of objects", Optional.empty());
        }
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode element : found.get()) {
            String place = name + "[" + objects.size() + "]";
            if (!element.isObject()) {
                return wrong(place, "an object", Optional.empty());
            }
            objects.add(new JsonFields(element, named(place) + ".", mistakes));
        }
        return Optional.of(List.copyOf(objects));
    }

    /** Every field that was not asked for, with its JSON text, in the order it came. */
    public Map<String, String> rest() {
        Map<String, String> rest = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            if (!asked.contains(field.getKey())) {
                rest.put(field.getKey(), Json.write(field.getValue()));
            }
        });
        return rest;
    }

    /** The names of all fields, in the order they came. */
    public List<String> names() {
        return List.copyOf(object.propertyNames());
    }

    /** The JSON text of a field that is there. */
    public String json(String name) {
        asked.add(name);
        return Json.write(object.path(name));
    }

    /** Every field with its JSON text, in the order it came. */
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        object.properties().forEach(field -> all.put(field.getKey(), Json.write(field.getValue())));
        return all;
    }

    private Optional<JsonNode> find(String name) {
        asked.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private <T> T wrong(String name, String expected, T fallback) {
        mistake(name, "must be " + expected);
        return fallback;
    }

    private String named(String name) {
        return path + name;
    }

    // The scale is looked at first: 1e999999999 must not be written out.
    private static boolean isWhole(JsonNode value, long max) {
        if (!value.isNumber()) {
            return false;
        }
        BigDecimal number = value.decimalValue();
        return Math.abs((long) number.scale()) < 20
                && number.signum() >= 0
                && number.stripTrailingZeros().scale() <= 0
                && number.compareTo(BigDecimal.valueOf(max)) <= 0;
    }
}
