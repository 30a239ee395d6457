package org.dragonfork.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dashboard as Grafana will read it. */
record BoardFile(JsonNode json) {
    /** A question of a panel to Prometheus. */
    record Target(BoardFile board, JsonNode panel, String ref, String expression) {
        String panelTitle() {
            return panel.path("title").asString();
        }

        boolean instant() {
            return panel.path("targets")
                    .get(ref.charAt(0) - 'A')
                    .path("instant")
                    .asBoolean();
        }

        @Override
        public String toString() {
            return board.uid() + " | " + panelTitle() + " | " + ref;
        }
    }

    static List<BoardFile> all() {
        try (Stream<Path> files = Files.list(Repository.DASHBOARDS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> new BoardFile(JsonMapper.shared().readTree(Repository.read(file))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BoardFile of(String uid) {
        return all().stream()
                .filter(board -> board.uid().equals(uid))
                .findFirst()
                .orElseThrow();
    }

    static List<Target> allTargets() {
        return all().stream().flatMap(board -> board.targets().stream()).toList();
    }

    String uid() {
        return json.path("uid").asString();
    }

    String title() {
        return json.path("title").asString();
    }

    /** Panels and rows. */
    List<JsonNode> panels() {
        var all = new ArrayList<JsonNode>();
        json.path("panels").forEach(all::add);
        return all;
    }

    List<JsonNode> variables() {
        var all = new ArrayList<JsonNode>();
        json.path("templating").path("list").forEach(all::add);
        return all;
    }

    List<Target> targets() {
        var all = new ArrayList<Target>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                all.add(new Target(
                        this,
                        panel,
                        target.path("refId").asString(),
                        target.path("expr").asString()));
            }
        }
        return all;
    }

    /** Expressions of the marks on the time axis. */
    List<String> marks() {
        var all = new ArrayList<String>();
        for (JsonNode mark : json.path("annotations").path("list")) {
            if (mark.has("expr")) {
                all.add(mark.path("expr").asString());
            }
        }
        return all;
    }

    /** An expression as Grafana would send it with everything chosen. */
    static String sent(String expression, String rateInterval, String range) {
        return expression
                .replace("$__rate_interval", rateInterval)
                .replace("$__range", range)
                .replaceAll("\\$(job|instance|core|stream_id)", ".+");
    }
}
