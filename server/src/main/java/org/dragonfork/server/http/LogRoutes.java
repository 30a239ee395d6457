package org.dragonfork.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dragonfork.server.json.Json;

/** {@code GET /api/v3/log}: the newest lines of the log, as text or as objects. */
public final class LogRoutes implements Routes {
    private static final List<String> PATH = List.of("api", "v3", "log");

    private final Supplier<List<LoggedLine>> lines;

    /** @param lines the newest lines, oldest first; asked for by many threads at a time */
    public LogRoutes(Supplier<List<LoggedLine>> lines) {
        this.lines = lines;
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        return path.equals(PATH) ? Optional.of(Resource.readOnly(this::tell)) : Optional.empty();
    }

    private Reply tell(EdgeRequest request) {
        boolean raw = request.query().first("format").map("raw"::equals).orElse(false);
        List<?> log = raw
                ? lines.get().stream().map(LogRoutes::object).toList()
                : lines.get().stream().map(LogRoutes::text).toList();
        return Reply.of(200, Reply.JSON, Json.write(log)).with(Header.NO_STORE);
    }

    private static Map<String, Object> object(LoggedLine line) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ts", line.at().toString());
        object.put("level", line.level());
        object.put("component", line.component());
        object.put("message", line.message());
        return object;
    }

    private static String text(LoggedLine line) {
        return "ts=" + line.at() + " level=" + line.level() + " component=" + Json.write(line.component()) + " msg="
                + Json.write(line.message());
    }
}
