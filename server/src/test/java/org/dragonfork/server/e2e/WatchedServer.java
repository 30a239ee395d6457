package org.dragonfork.server.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dragonfork.testkit.prometheus.PrometheusServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus with the configuration and the rules of the deploy bundle: only the intervals and the waiting times are
 * shorter, and the target is the server of the test.
 */
final class WatchedServer implements AutoCloseable {
    private static final Path BUNDLE = root().resolve("deploy/truenas/core/prom");
    private static final String WHERE = "/etc/prometheus";

    private final PrometheusServer prometheus;
    private final Set<String> everFiring = new TreeSet<>();

    private WatchedServer(PrometheusServer prometheus) {
        this.prometheus = prometheus;
    }

    static WatchedServer start(Path folder, int httpPort) throws IOException, InterruptedException {
        copy(
                folder,
                "prometheus.yml",
                text -> text.replace(WHERE, folder.toString())
                        .replace("_interval: 15s", "_interval: 1s")
                        .replace("scrape_timeout: 10s", "scrape_timeout: 1s"));
        copy(folder, "targets/core.yml", text -> text.replace("host.docker.internal:8080", "127.0.0.1:" + httpPort));
        for (String rules : new String[] {"rules/webrtc-alerts.yml", "rules/webrtc-additional.yml"}) {
            copy(
                    folder,
                    rules,
                    text -> text.replaceAll("(?m)^( +)for: .*$", "$1for: 1s")
                            .replaceAll("(?m)^( +)interval: .*$", "$1interval: 1s"));
        }
        return new WatchedServer(PrometheusServer.start(folder.resolve("prometheus.yml"), folder.resolve("data")));
    }

    /** The only value of an expression; NaN when there is none, or more than one. */
    double number(String expression) {
        JsonNode result = ask("query", expression).path("data").path("result");
        return result.size() == 1
                ? Double.parseDouble(result.get(0).path("value").get(1).asString())
                : Double.NaN;
    }

    /** Scrapes of the server so far, good and bad ones. */
    int scrapes() {
        double count = number("count_over_time(up{job=\"dragonfork-core\"}[1h])");
        return Double.isNaN(count) ? 0 : (int) count;
    }

    /** What fires now, as {@code name stream leg scope}, of what the alert has. */
    Set<String> firing() {
        Set<String> firing = new TreeSet<>();
        for (JsonNode group : rules()) {
            for (JsonNode rule : group.path("rules")) {
                for (JsonNode alert : rule.path("alerts")) {
                    if (alert.path("state").asString().equals("firing")) {
                        firing.add(name(alert.path("labels")));
                        everFiring.add(name(alert.path("labels")));
                    }
                }
            }
        }
        return firing;
    }

    /** What was seen to fire since this was last asked. */
    Set<String> everFiring() {
        Set<String> all = new TreeSet<>(everFiring);
        everFiring.clear();
        return all;
    }

    /** Groups of rules as Prometheus tells them. */
    JsonNode rules() {
        try {
            return JsonMapper.shared()
                    .readTree(prometheus.get("/api/v1/rules"))
                    .path("data")
                    .path("groups");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        prometheus.close();
    }

    private JsonNode ask(String path, String expression) {
        try {
            JsonNode answer = JsonMapper.shared().readTree(prometheus.query(expression));
            if (!answer.path("status").asString().equals("success")) {
                throw new AssertionError(path + " " + expression + ": " + answer);
            }
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(JsonNode labels) {
        return Stream.of("alertname", "stream_id", "leg", "scope")
                .map(label -> labels.path(label).asString(""))
                .filter(value -> !value.isEmpty())
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
    }

    private static void copy(Path folder, String file, java.util.function.UnaryOperator<String> change)
            throws IOException {
        String text = Files.readString(BUNDLE.resolve(file));
        String changed = change.apply(text);
        if (changed.equals(text)) {
            throw new AssertionError(file + " of the bundle does not look as this test thinks");
        }
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, changed);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the tests do not run inside the source tree");
        }
        return folder;
    }
}
