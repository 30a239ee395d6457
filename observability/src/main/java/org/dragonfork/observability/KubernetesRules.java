package org.dragonfork.observability;

import java.util.List;

/** The rules as the Prometheus Operator takes them: one object whose {@code spec} holds the groups of the files, as they are. */
final class KubernetesRules {
    private static final String HEAD = """
            # Made from deploy/truenas/core/prom/rules; do not edit. How to make it again: docs/adr/0060-dashboards-in-java.md
            # The rules ask for job="dragonfork-core": the ServiceMonitor must give the targets that job.
            # An operator that only takes rules with certain labels (ruleSelector) needs them under metadata.labels.
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: dragonfork
              labels:
                app.kubernetes.io/name: dragonfork
            spec:
              groups:
            """;

    private KubernetesRules() {}

    /**
     * The object as YAML.
     *
     * @param files texts of rule files, each with {@code groups:} on a line of its own
     * @throws IllegalArgumentException when a file has no such line
     */
    static String of(List<String> files) {
        var yaml = new StringBuilder(HEAD);
        for (String file : files) {
            List<String> lines = file.lines().toList();
            int groups = lines.indexOf("groups:");
            if (groups < 0) {
                throw new IllegalArgumentException("a rule file has no line 'groups:'");
            }
            for (String line : lines.subList(groups + 1, lines.size())) {
                yaml.append(line.isEmpty() ? "" : "  " + line).append('\n');
            }
        }
        return yaml.toString();
    }
}
