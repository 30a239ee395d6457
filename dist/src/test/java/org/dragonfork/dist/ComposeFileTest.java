package org.dragonfork.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code docker-compose.yml} as Compose reads it, without an engine. */
final class ComposeFileTest {
    private static final List<String> ENDURING = List.of("core", "prom", "grafana", "alertmanager");

    @TempDir
    private Path directory;

    @Test
    void isReadWithWhatTheInitScriptMakes() throws Exception {
        Path bundle = Repository.copyOfBundle(directory);
        Ran.in(bundle, "./init.sh");

        Ran ran = Ran.in(bundle, "docker-compose", "config", "-q");

        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(ran.said()).isEmpty();
    }

    @Test
    void saysWhatToDoWithoutDotEnv() throws Exception {
        Path bundle = Repository.copyOfBundle(directory);

        Ran nothing = Ran.in(bundle, "docker-compose", "config", "-q");
        Ran half = Ran.in(bundle, Map.of("API_AUTH_PASSWORD", "x"), List.of("docker-compose", "config", "-q"));

        assertThat(nothing.code()).isNotZero();
        assertThat(nothing.said()).contains("./init.sh makes that file");
        assertThat(half.code()).isNotZero();
        assertThat(half.said()).contains("set GRAFANA_ADMIN_PASSWORD in .env; ./init.sh makes that file");
    }

    @Test
    void refusesTheTemplateAsItIs() throws Exception {
        Path bundle = Repository.copyOfBundle(directory);
        Files.copy(bundle.resolve(".env.example"), bundle.resolve(".env"));

        assertThat(Ran.in(bundle, "docker-compose", "config", "-q").code()).isNotZero();
    }

    @Test
    void hasTheServicesAndTheNetworkOfTheDesign() throws Exception {
        Compose compose = compose(Map.of());

        assertThat(compose.service("core").path("network_mode").asString()).isEqualTo("host");
        assertThat(compose.service("prom").path("networks").has("dragonfork-mon"))
                .isTrue();
        assertThat(compose.service("grafana").path("networks").has("dragonfork-mon"))
                .isTrue();
        assertThat(Yaml.texts(compose.service("prom").path("extra_hosts")))
                .containsAnyOf("host.docker.internal:host-gateway", "host.docker.internal=host-gateway");
        assertThat(compose.file()
                        .path("networks")
                        .path("dragonfork-mon")
                        .path("driver")
                        .asString())
                .isEqualTo("bridge");
        JsonNode core = compose.service("core").path("environment");
        assertThat(core.path("CORE_ID").asString()).isEqualTo("dragonfork-truenas");
        assertThat(core.path("CORE_METRICS_ENABLE_PROMETHEUS").asString()).isEqualTo("true");
    }

    @Test
    void publishesThePortsOfTheDesignAndKeepsPrometheusToTheHostWithTheTemplate() throws Exception {
        Path bundle = Repository.copyOfBundle(directory);
        Ran.in(bundle, "./init.sh");

        assertThat(compose(Map.of()).ports("prom")).containsExactly("0.0.0.0:9090:9090/tcp");
        Compose made = Compose.of(bundle, Map.of());
        assertThat(made.ports("prom")).containsExactly("127.0.0.1:9090:9090/tcp");
        assertThat(made.ports("grafana")).containsExactly("0.0.0.0:3000:3000/tcp");
    }

    @Test
    void writesOnlyIntoNamedVolumesThatItDeclares() throws Exception {
        Compose compose = compose(Map.of("COMPOSE_PROFILES", "alerting"));

        for (String service : compose.file().path("services").propertyNames()) {
            assertThat(compose.mounts(service)).isNotEmpty().allSatisfy(mount -> {
                if (mount.isFolderOfHost()) {
                    assertThat(mount.readOnly()).as(service + " " + mount).isTrue();
                    assertThat(Path.of(mount.source())).exists();
                } else {
                    assertThat(compose.file().path("volumes").has(mount.source()))
                            .isTrue();
                }
            });
        }
    }

    @Test
    void watchesEveryServiceThatStays() throws Exception {
        Compose compose = compose(Map.of("COMPOSE_PROFILES", "alerting"));

        for (String service : ENDURING) {
            assertThat(compose.service(service).path("restart").asString()).isEqualTo("unless-stopped");
        }
        for (String service : List.of("prom", "grafana", "alertmanager")) {
            assertThat(compose.service(service).path("healthcheck").has("test"))
                    .as(service)
                    .isTrue();
        }
        assertThat(Repository.read("Dockerfile")).contains("\nHEALTHCHECK ");
    }

    @Test
    void pinsEveryImageAndDocumentsTheVersionsOfTheDesign() throws Exception {
        Compose compose = compose(Map.of("COMPOSE_PROFILES", "alerting"));
        for (String service : ENDURING) {
            assertThat(compose.service(service).path("image").asString())
                    .as(service)
                    .matches("[a-z0-9/.-]+:[a-z0-9.]+")
                    .doesNotEndWith(":latest");
        }

        Map<String, String> asDesigned = new HashMap<>();
        var override = Pattern.compile("^#((?:PROM|GRAFANA)_(?:VERSION|IMAGE))=(.+)$", Pattern.MULTILINE);
        override.matcher(Files.readString(Repository.BUNDLE.resolve(".env.example")))
                .results()
                .forEach(line -> asDesigned.put(line.group(1), line.group(2)));
        Compose designed = compose(asDesigned);
        assertThat(designed.service("prom").path("image").asString()).isEqualTo("prom/prometheus:v2.55.0");
        assertThat(designed.service("grafana").path("image").asString()).isEqualTo("grafana/grafana-oss:11.3.0");
    }

    @Test
    void setsOnlyWhatTheServerKnows() throws Exception {
        List<String> known = Pattern.compile("`(CORE_[A-Z0-9_]+)`")
                .matcher(Repository.read("docs/configuration.md"))
                .results()
                .map(name -> name.group(1))
                .toList();
        var given = new TreeSet<>(
                compose(Map.of()).service("core").path("environment").propertyNames());
        given.removeIf(name -> !name.startsWith("CORE_"));

        assertThat(given).isNotEmpty().isSubsetOf(known);
    }

    private Compose compose(Map<String, String> variables) throws Exception {
        Map<String, String> all = new HashMap<>(Compose.PASSWORDS);
        all.putAll(variables);
        // A copy, as a .env of whoever runs the tests must not count.
        return Compose.of(Repository.copyOfBundle(Files.createTempDirectory(directory, "bundle")), all);
    }
}
