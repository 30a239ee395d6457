package org.dragonfork.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.ProcessSnapshot;
import org.dragonfork.server.json.Dialect;
import org.dragonfork.server.json.ProcessConfigWriter;
import org.jspecify.annotations.Nullable;

/** Processes as clients of the original read them; whole, or the parts that a filter names. */
final class ProcessViews {
    private static final List<String> PARTS = List.of("config", "state", "report", "metadata");

    private static final ProcessConfigWriter CONFIGS = new ProcessConfigWriter(Dialect.API);

    private ProcessViews() {}

    /** The parts that a request asks for: all, unless it names some. */
    static Set<String> parts(Query query) {
        List<String> named = query.list("filter");
        return named.isEmpty() ? Set.copyOf(PARTS) : Set.copyOf(named);
    }

    static Map<String, Object> process(ProcessSnapshot process, Set<String> parts) {
        ProcessConfig config = process.config();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", config.id().value());
        view.put("type", config.type());
        view.put("reference", config.reference());
        view.put("created_at", process.createdAt());
        view.put("updated_at", process.updatedAt());
        if (parts.contains("config")) {
            view.put("config", config(config));
        }
        if (parts.contains("state")) {
            view.put("state", StateView.of(process.activity()));
        }
        if (parts.contains("report")) {
            view.put("report", ReportView.of(process.report()));
        }
        if (parts.contains("metadata")) {
            putNullable(view, "metadata", metadata(process.metadata()));
        }
        return view;
    }

    static Map<String, Object> config(ProcessConfig config) {
        return CONFIGS.write(config, "");
    }

    /** All metadata of an owner; the original has null for none. */
    static @Nullable Map<String, Object> metadata(Map<String, String> metadata) {
        if (metadata.isEmpty()) {
            return null;
        }
        Map<String, Object> view = new LinkedHashMap<>();
        ProcessConfigWriter.addUnknown(view, metadata);
        return view;
    }

    @SuppressWarnings("NullAway") // JSON has null, and the values of this map go nowhere but into it
    private static void putNullable(Map<String, Object> view, String name, @Nullable Object value) {
        view.put(name, value);
    }
}
