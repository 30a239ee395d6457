package org.dragonfork.server.http;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.server.json.JsonFields;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v3/metrics}: the names of the numbers there are, and the present values of those that are asked for. The past
 * is Prometheus' business: who asks for a range of time gets the series without values.
 */
public final class CurrentValuesRoutes implements Routes {
    private static final List<String> PATH = List.of("api", "v3", "metrics");

    /** Clients ask for a dozen. */
    private static final int MOST_QUERIES = 100;

    private static final int MOST_PATTERNS = 20;

    private static final long MOST_SECONDS = 31_536_000;

    private final CurrentValues values;
    private final InstantSource clock;

    public CurrentValuesRoutes(CurrentValues values, InstantSource clock) {
        this.values = values;
        this.clock = clock;
    }

    /** What one entry of a request asks for. */
    private record Wanted(String name, Map<String, BoundedPattern> labels) {
        boolean fits(CurrentValues.Value value) {
            return value.name().equals(name)
                    && labels.entrySet().stream()
                            .allMatch(label ->
                                    label.getValue().isFoundIn(value.labels().getOrDefault(label.getKey(), "")));
        }
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        return path.equals(PATH)
                ? Optional.of(Resource.of(
                        List.of("GET", "POST"),
                        request -> request.method().equals("POST") ? query(request) : describe(request)))
                : Optional.empty();
    }

    private Reply describe(EdgeRequest request) {
        return ApiReplies.json(request, values.described());
    }

    private Reply query(EdgeRequest request) {
        return switch (JsonBody.of(request, JsonBody.SMALL_BYTES)) {
            case JsonBody.Refused(ApiError error) -> error.reply();
            case JsonBody.Read(JsonNode root) -> {
                JsonFields fields = JsonFields.of(root);
                long range = fields.whole("timerange_sec", 0, MOST_SECONDS);
                long interval = fields.whole("interval_sec", 0, MOST_SECONDS);
                List<Wanted> wanted = wanted(fields);
                yield fields.mistakes().isEmpty()
                        ? ApiReplies.json(request, new Answer(range, interval, series(wanted, range > 0)))
                        : JsonBody.invalid(fields.mistakes().toArray(String[]::new))
                                .reply();
            }
        };
    }

    private static List<Wanted> wanted(JsonFields fields) {
        List<JsonFields> queries = fields.objects("metrics").orElse(List.of());
        if (queries.size() > MOST_QUERIES) {
            fields.mistake("metrics", "has more than " + MOST_QUERIES + " entries");
            return List.of();
        }
        List<Wanted> wanted = new ArrayList<>();
        for (JsonFields query : queries) {
            wanted.add(new Wanted(
                    query.text("name", ""),
                    query.object("labels").map(CurrentValuesRoutes::patterns).orElse(Map.of())));
        }
        return wanted;
    }

    private static Map<String, BoundedPattern> patterns(JsonFields labels) {
        Map<String, BoundedPattern> patterns = new LinkedHashMap<>();
        for (String label : labels.all().keySet()) {
            if (patterns.size() == MOST_PATTERNS) {
                labels.mistake(label, "is one label too many, " + MOST_PATTERNS + " are read");
                break;
            }
            Optional<BoundedPattern> pattern = BoundedPattern.of(labels.text(label, ""));
            pattern.ifPresentOrElse(
                    found -> patterns.put(label, found),
                    () -> labels.mistake(label, "is no regular expression, or too long"));
        }
        return patterns;
    }

    private List<Series> series(List<Wanted> wanted, boolean past) {
        long now = clock.instant().getEpochSecond();
        List<CurrentValues.Value> present = wanted.isEmpty() ? List.of() : values.now();
        List<Series> series = new ArrayList<>();
        for (Wanted one : wanted) {
            present.stream()
                    .filter(one::fits)
                    .map(value -> new Series(
                            value.name(),
                            value.labels(),
                            past ? List.of() : List.of(List.of((Number) now, (Number) value.value()))))
                    .forEach(series::add);
        }
        return series;
    }

    private record Answer(long timerangeSec, long intervalSec, List<Series> metrics) {}

    /** @param values pairs of Unix time in seconds and number */
    private record Series(String name, Map<String, String> labels, List<List<Number>> values) {}
}
