package org.dragonfork.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What one file of the bundle says about another: ports, paths, names. */
final class BundleAgreesTest {
    @TempDir
    private Path directory;

    @Test
    void prometheusIsGivenThePortOfTheServer() throws Exception {
        Compose compose = compose(Map.of());

        assertThat(address(compose)).isEqualTo(":8080");
        assertThat(targets(compose)).isEqualTo("host.docker.internal:8080");
    }

    @Test
    void prometheusIsGivenTheSamePortWhenItIsAnother() throws Exception {
        Compose compose = compose(Map.of("CORE_HTTP_PORT", "18081"));

        assertThat(address(compose)).isEqualTo(":18081");
        assertThat(targets(compose)).isEqualTo("host.docker.internal:18081");
    }

    @Test
    void prometheusFindsItsConfigurationRulesAndTargetsWhereTheyAreMounted() throws Exception {
        Compose compose = compose(Map.of());
        List<String> arguments = Yaml.texts(compose.service("prom").path("command"));
        assertThat(arguments)
                .contains(
                        "--config.file=/etc/prometheus/prometheus.yml",
                        "--storage.tsdb.path=/prometheus",
                        "--storage.tsdb.retention.time=15d");
        assertThat(compose.mountAt("prom", "/prometheus").isFolderOfHost()).isFalse();

        JsonNode config = Yaml.read(Path.of(
                compose.mountAt("prom", "/etc/prometheus/prometheus.yml").source()));
        for (String pattern : Yaml.texts(config.path("rule_files"))) {
            assertThat(found(compose, pattern)).as(pattern).isNotEmpty();
        }
        JsonNode job = config.path("scrape_configs").get(0);
        assertThat(job.path("job_name").asString()).isEqualTo("dragonfork-core");
        String targets = job.path("file_sd_configs").get(0).path("files").get(0).asString();
        assertThat(folder(targets)).isEqualTo("/etc/prometheus/targets");
        assertThat(compose.mountAt("prom", "/etc/prometheus/targets").source())
                .isEqualTo(compose.mountAt("targets", "/targets").source());
    }

    @Test
    void keepsAsLongAsDotEnvSays() throws Exception {
        assertThat(Yaml.texts(compose(Map.of("PROM_RETENTION_DAYS", "90d"))
                        .service("prom")
                        .path("command")))
                .contains("--storage.tsdb.retention.time=90d");
    }

    @Test
    void theTargetHasTheNameOfTheServer() throws Exception {
        Compose compose = compose(Map.of());
        JsonNode target =
                Yaml.read(compose.folder().resolve("prom/targets/core.yml")).get(0);

        assertThat(target.path("labels").path("core").asString())
                .isEqualTo(compose.service("core")
                        .path("environment")
                        .path("CORE_ID")
                        .asString());
    }

    @Test
    void grafanaFindsPrometheusAndTheDashboards() throws Exception {
        Compose compose = compose(Map.of());
        Path provisioning =
                Path.of(compose.mountAt("grafana", "/etc/grafana/provisioning").source());
        JsonNode source = Yaml.read(provisioning.resolve("datasources/prometheus.yml"))
                .path("datasources")
                .get(0);
        JsonNode provider = Yaml.read(provisioning.resolve("dashboards/webrtc.yml"))
                .path("providers")
                .get(0);

        assertThat(source.path("url").asString()).isEqualTo("http://prom:9090");
        assertThat(compose.ports("prom")).allMatch(port -> port.contains(":9090/"));
        Compose.Mount dashboards =
                compose.mountAt("grafana", provider.path("options").path("path").asString());
        assertThat(Path.of(dashboards.source()).resolve("dragonfork-webrtc-health.json"))
                .isRegularFile();
    }

    @Test
    void alertsGoNowhereUnlessTheProfileIsOn() throws Exception {
        Path without = Path.of(compose(Map.of())
                .mountAt("prom", "/etc/prometheus/alertmanagers")
                .source());
        Compose on = compose(Map.of("COMPOSE_PROFILES", "alerting"));
        Path with = Path.of(on.mountAt("prom", "/etc/prometheus/alertmanagers").source());

        assertThat(Repository.files(without, ".yml")).isEmpty();
        List<Path> named = Repository.files(with, ".yml");
        assertThat(named).hasSize(1);
        assertThat(Yaml.texts(Yaml.read(named.getFirst()).get(0).path("targets")))
                .containsExactly("alertmanager:9093");
        assertThat(Yaml.texts(on.service("alertmanager").path("profiles"))).containsExactly("alerting");
        assertThat(on.ports("alertmanager")).containsExactly("127.0.0.1:9093:9093/tcp");
    }

    @Test
    void alertmanagerReadsItsConfiguration() throws Exception {
        Ran ran = Ran.in(Repository.BUNDLE, "amtool", "check-config", "alertmanager/alertmanager.yml");

        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(Yaml.texts(compose(Map.of("COMPOSE_PROFILES", "alerting"))
                        .service("alertmanager")
                        .path("command")))
                .contains("--config.file=/etc/alertmanager/alertmanager.yml");
    }

    @Test
    void inhibitsByAlertsThatThereAre() throws Exception {
        String rules = Files.readString(Repository.BUNDLE.resolve("prom/rules/webrtc-additional.yml"));
        JsonNode config = Yaml.read(Repository.BUNDLE.resolve("alertmanager/alertmanager.yml"));

        for (JsonNode rule : config.path("inhibit_rules")) {
            String matcher = rule.path("source_matchers").get(0).asString();
            String alert = matcher.substring(matcher.indexOf('"') + 1, matcher.lastIndexOf('"'));
            assertThat(rules).contains("alert: " + alert + "\n");
        }
    }

    private static String address(Compose compose) {
        return compose.service("core").path("environment").path("CORE_ADDRESS").asString();
    }

    /** Runs what the service {@code targets} runs, on folders of this machine. */
    private String targets(Compose compose) throws Exception {
        JsonNode service = compose.service("targets");
        Path written = Files.createDirectories(directory.resolve("targets"));
        Files.writeString(written.resolve("old.yml"), "of a server that is gone");
        String script = service.path("command")
                .get(0)
                .asString()
                // As Compose writes down what must not be filled in.
                .replace("$$", "$")
                .replaceAll(
                        "(?<= )/templates/",
                        compose.mountAt("targets", "/templates").source() + "/")
                .replaceAll("(?<= )/targets/", written + "/");
        String port = service.path("environment").path("PORT").asString();

        Ran ran = Ran.in(directory, Map.of("PORT", port), List.of("sh", "-euc", script));

        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(written.resolve("old.yml")).doesNotExist();
        return Yaml.read(written.resolve("core.yml"))
                .get(0)
                .path("targets")
                .get(0)
                .asString();
    }

    /** The files that a pattern of a path inside the container matches. */
    private static List<Path> found(Compose compose, String pattern) throws Exception {
        Path mounted = Path.of(compose.mountAt("prom", folder(pattern)).source());
        return Repository.files(mounted, pattern.substring(pattern.lastIndexOf('*') + 1));
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private Compose compose(Map<String, String> variables) throws Exception {
        Map<String, String> all = new HashMap<>(Compose.PASSWORDS);
        all.putAll(variables);
        return Compose.of(Repository.copyOfBundle(Files.createTempDirectory(directory, "bundle")), all);
    }
}
