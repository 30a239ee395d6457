package org.dragonfork.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All files that this module writes, and what is in them. */
final class GeneratedFiles {
    private static final String RULES = "deploy/truenas/core/prom/rules/";

    private static final String DASHBOARDS = "deploy/truenas/core/grafana/dashboards/";

    private GeneratedFiles() {}

    /**
     * Their texts by their paths in the repository.
     *
     * @param root of the repository, where the rules are read
     */
    static Map<Path, String> of(Path root) throws IOException {
        var files = new TreeMap<Path, String>();
        files.put(
                Path.of("deploy/kubernetes/prometheus-rules.yaml"),
                KubernetesRules.of(List.of(
                        Files.readString(root.resolve(RULES + "webrtc-alerts.yml")),
                        Files.readString(root.resolve(RULES + "webrtc-additional.yml")))));
        dashboard(files, HealthDashboard.UID, HealthDashboard.make());
        dashboard(files, MediaDashboard.UID, MediaDashboard.make());
        dashboard(files, CoreDashboard.UID, CoreDashboard.make());
        dashboard(files, RunbookDashboard.UID, RunbookDashboard.of(Files.readString(root.resolve("docs/runbook.md"))));
        return files;
    }

    private static void dashboard(Map<Path, String> files, String uid, Dashboard dashboard) {
        files.put(Path.of(DASHBOARDS + uid + ".json"), dashboard.file());
    }

    /** Writes all of them. */
    static void write(Path root) throws IOException {
        for (Map.Entry<Path, String> file : of(root).entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
