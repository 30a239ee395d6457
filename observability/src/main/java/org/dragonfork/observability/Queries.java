package org.dragonfork.observability;

import tools.jackson.databind.node.ObjectNode;

/** Expressions of panels with the choices of the person who looks at them put in. */
final class Queries {
    private static final String CORE = "job=~\"$job\",instance=~\"$instance\",core=~\"$core\"";
    private static final String STREAM = CORE + ",stream_id=~\"$stream_id\"";

    private Queries() {}

    /** {@code %core} becomes the conditions for the chosen servers, {@code %stream} those for servers and streams. */
    static String expand(String expression) {
        return expression.strip().replace("%stream", STREAM).replace("%core", CORE);
    }

    /** The data source that the person chose. */
    static ObjectNode datasource() {
        return Json.object().put("type", "prometheus").put("uid", "${datasource}");
    }
}
