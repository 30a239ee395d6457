package org.dragonfork.observability;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How a panel writes and colours the values of one series. Fails on what it does not know, rather than draw it wrong. */
record DrawnField(JsonNode defaults, JsonNode thresholds) {
    private static final Map<String, String> COLOURS =
            Map.of("green", "#73bf69", "orange", "#ff9830", "red", "#f2495c", "text", "#d8d9da", "transparent", "none");
    private static final Map<String, String> RATES = Map.of("reqps", " req/s", "cps", " c/s", "pps", " p/s");

    static DrawnField of(JsonNode panel, String series) {
        JsonNode config = panel.path("fieldConfig");
        JsonNode thresholds = config.path("defaults").path("thresholds");
        for (JsonNode override : config.path("overrides")) {
            if (!override.path("matcher").path("id").asString().equals("byName")) {
                throw new AssertionError("the drawing does not know the matcher of " + override);
            }
            for (JsonNode property : override.path("properties")) {
                if (!property.path("id").asString().equals("thresholds")) {
                    throw new AssertionError("the drawing does not know how to override " + property);
                }
                if (override.path("matcher").path("options").asString().equals(series)) {
                    thresholds = property.path("value");
                }
            }
        }
        return new DrawnField(config.path("defaults"), thresholds);
    }

    /** A value with its unit, or the text that stands for it. */
    String text(double value) {
        JsonNode mapped = mapping(value);
        return mapped.isMissingNode()
                ? number(value, defaults.path("decimals").asInt(-1))
                : mapped.path("text").asString();
    }

    /** A value with its unit and as many digits as it needs. */
    String tick(double value) {
        return number(value, -1);
    }

    String colour(double value) {
        JsonNode mapped = mapping(value);
        if (!mapped.isMissingNode()) {
            return colour(mapped.path("color").asString());
        }
        String name = "text";
        for (JsonNode step : thresholds.path("steps")) {
            if (!step.path("value").isNumber() || value >= step.path("value").asDouble()) {
                name = step.path("color").asString();
            }
        }
        return colour(name);
    }

    static String colour(String name) {
        String colour = COLOURS.get(name);
        if (colour == null) {
            throw new AssertionError("the drawing does not know the colour " + name);
        }
        return colour;
    }

    private JsonNode mapping(double value) {
        String key = number(value, "none", -1);
        for (JsonNode mapping : defaults.path("mappings")) {
            if (mapping.path("options").has(key)) {
                return mapping.path("options").path(key);
            }
        }
        return defaults.path("mappings").path("none");
    }

    private String number(double value, int decimals) {
        return number(value, defaults.path("unit").asString(), decimals);
    }

    private static String number(double value, String unit, int decimals) {
        return switch (unit) {
            case "none" -> digits(value, decimals);
            case "percentunit" -> digits(value * 100, decimals) + "%";
            case "s" -> value != 0 && Math.abs(value) < 1 ? digits(value * 1e3, -1) + " ms" : digits(value, -1) + " s";
            case "bps" ->
                Math.abs(value) >= 1e6
                        ? digits(value / 1e6, -1) + " Mb/s"
                        : Math.abs(value) >= 1e3 ? digits(value / 1e3, -1) + " kb/s" : digits(value, -1) + " b/s";
            default -> {
                String rate = RATES.get(unit);
                if (rate == null) {
                    throw new AssertionError("the drawing does not know the unit " + unit);
                }
                yield digits(value, decimals) + rate;
            }
        };
    }

    private static String digits(double value, int decimals) {
        if (decimals >= 0) {
            return String.format(Locale.ROOT, "%." + decimals + "f", value);
        }
        if (Math.abs(value) >= 1000) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
