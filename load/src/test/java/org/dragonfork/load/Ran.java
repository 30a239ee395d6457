package org.dragonfork.load;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run of the command with its report as JSON. */
record Ran(int code, JsonNode report, String said) {
    static Ran against(String url, String... arguments) {
        var all = new ArrayList<>(List.of("--url", url, "--json", "-"));
        all.addAll(List.of(arguments));
        var json = new StringWriter();
        var said = new StringWriter();
        int code = Main.run(new PrintWriter(json), new PrintWriter(said), all.toArray(String[]::new));
        String text = json.toString();
        return new Ran(code, JsonMapper.shared().readTree(text.isEmpty() ? "{}" : text), said.toString());
    }
}
