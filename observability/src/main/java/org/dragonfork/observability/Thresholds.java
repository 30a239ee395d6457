package org.dragonfork.observability;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Colours of a value: the first up to the first limit, and each next one from its limit on. */
final class Thresholds {
    /** No judgement. */
    static final Thresholds NONE = new Thresholds("text");

    private record Step(double from, String colour) {}

    private final String first;
    private final List<Step> steps = new ArrayList<>();

    private Thresholds(String first) {
        this.first = first;
    }

    static Thresholds from(String colour) {
        return new Thresholds(colour);
    }

    /** Few are good. */
    static Thresholds rising(double orange, double red) {
        return from("green").then(orange, "orange").then(red, "red");
    }

    /** Many are good. */
    static Thresholds falling(double orange, double green) {
        return from("red").then(orange, "orange").then(green, "green");
    }

    Thresholds then(double from, String colour) {
        var longer = new Thresholds(first);
        longer.steps.addAll(steps);
        longer.steps.add(new Step(from, colour));
        return longer;
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("mode", "absolute");
        ArrayNode list = json.putArray("steps");
        list.addObject().put("color", first).putNull("value");
        steps.forEach(step -> list.addObject().put("color", step.colour()).set("value", Json.number(step.from())));
        return json;
    }
}
