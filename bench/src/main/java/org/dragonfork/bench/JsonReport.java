package org.dragonfork.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what was found for programs. */
final class JsonReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonReport() {}

    static String text(Machine machine, double loadBefore, double loadAfter, List<Table> tables) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("machine")
                .put("cpu", machine.cpu())
                .put("cores", machine.cores())
                .put("kernel", machine.kernel())
                .put("jdk", machine.jdk())
                .put("collector", machine.collector())
                .put("loadBefore", loadBefore)
                .put("loadAfter", loadAfter);
        ObjectNode measurements = root.putObject("measurements");
        for (Table table : tables) {
            ObjectNode node = measurements.putObject(table.name());
            node.put("method", String.join(" ", table.method()));
            ArrayNode rows = node.putArray("rows");
            for (Row row : table.rows()) {
                ObjectNode line = rows.addObject().put("what", row.what());
                for (int i = 0; i < table.columns().size(); i++) {
                    double value = row.values().get(i);
                    if (!Double.isNaN(value)) {
                        line.put(table.columns().get(i).key(), value);
                    }
                }
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    static void write(Path file, String json) throws IOException {
        Files.writeString(file, json + "\n");
    }
}
