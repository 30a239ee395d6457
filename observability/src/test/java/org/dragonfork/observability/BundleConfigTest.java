package org.dragonfork.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of the bundle that Prometheus and Grafana read agree with one another and with the design. */
class BundleConfigTest {
    private final JsonNode prometheus = yaml("prom/prometheus.yml");

    @Test
    void prometheusKeepsWhatTheDesignSays() {
        JsonNode global = prometheus.path("global");
        JsonNode job = prometheus.path("scrape_configs").get(0);

        assertThat(global.path("scrape_interval").asString()).isEqualTo("15s");
        assertThat(global.path("scrape_timeout").asString()).isEqualTo("10s");
        assertThat(global.path("evaluation_interval").asString()).isEqualTo("15s");
        assertThat(global.path("external_labels").path("core").asString()).isEqualTo("dragonfork-truenas");
        assertThat(prometheus.path("rule_files").get(0).asString()).isEqualTo("/etc/prometheus/rules/*.yml");
        assertThat(prometheus.path("scrape_configs").size()).isEqualTo(1);
        assertThat(job.path("job_name").asString()).isEqualTo("dragonfork-core");
        assertThat(job.path("metrics_path").asString()).isEqualTo("/metrics");
    }

    @Test
    void theTargetIsTheServerOfTheBundleUnderTheNameThatItsNumbersCarry() {
        JsonNode target = yaml("prom/targets/core.yml").get(0);

        assertThat(target.path("targets").get(0).asString()).isEqualTo("host.docker.internal:8080");
        assertThat(target.path("labels").path("core").asString())
                .isEqualTo(prometheus
                        .path("global")
                        .path("external_labels")
                        .path("core")
                        .asString());
        assertThat(prometheus.path("scrape_configs").get(0).path("honor_labels").asBoolean())
                .as("else the server's own label would be renamed")
                .isTrue();
    }

    @Test
    void anAlertmanagerIsOnlyAskedForWhereItsFileIsMounted() {
        List<String> files = new ArrayList<>();
        prometheus
                .path("alerting")
                .path("alertmanagers")
                .get(0)
                .path("file_sd_configs")
                .get(0)
                .path("files")
                .forEach(file -> files.add(file.asString()));

        assertThat(files).containsExactly("/etc/prometheus/alertmanagers/*.yml");
        assertThat(Repository.BUNDLE.resolve("prom/alertmanagers/none")).isDirectoryNotContaining("glob:**.yml");
        assertThat(yaml("prom/alertmanagers/alerting/alertmanager.yml")
                        .get(0)
                        .path("targets")
                        .get(0)
                        .asString())
                .isEqualTo("alertmanager:9093");
    }

    @Test
    void grafanaFindsItsDataSourceAndItsDashboards() {
        JsonNode source = yaml("grafana/provisioning/datasources/prometheus.yml")
                .path("datasources")
                .get(0);
        JsonNode provider = yaml("grafana/provisioning/dashboards/webrtc.yml")
                .path("providers")
                .get(0);

        assertThat(source.path("name").asString()).isEqualTo("Prometheus");
        assertThat(source.path("type").asString()).isEqualTo("prometheus");
        assertThat(source.path("access").asString()).isEqualTo("proxy");
        assertThat(source.path("url").asString()).isEqualTo("http://prom:9090");
        assertThat(source.path("isDefault").asBoolean()).isTrue();
        assertThat(source.path("editable").asBoolean(true)).isFalse();
        assertThat(source.path("uid").asString()).isEqualTo("dragonfork-prometheus");
        assertThat(source.path("jsonData").path("timeInterval").asString())
                .isEqualTo(prometheus.path("global").path("scrape_interval").asString());
        assertThat(provider.path("name").asString()).isEqualTo("dragonfork");
        assertThat(provider.path("folder").asString()).isEqualTo("Dragon Fork");
        assertThat(provider.path("type").asString()).isEqualTo("file");
        assertThat(provider.path("options").path("path").asString()).isEqualTo("/var/lib/grafana/dashboards");
    }

    private static JsonNode yaml(String file) {
        return YAMLMapper.shared().readTree(Repository.read(Repository.BUNDLE.resolve(file)));
    }
}
