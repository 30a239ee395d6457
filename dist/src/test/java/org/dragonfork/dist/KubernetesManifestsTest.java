package org.dragonfork.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The manifests under {@code deploy/kubernetes}, held against one another; no cluster sees them here. */
final class KubernetesManifestsTest {
    private static final Path FOLDER = Repository.DEPLOY.resolve("kubernetes");

    /** The fields that the API of each kind demands; "apiVersion, kind, metadata.name" goes without saying. */
    private static final Map<String, List<String>> DEMANDED = Map.of(
            "v1/Namespace", List.of(),
            "v1/ConfigMap", List.of("/data"),
            "v1/Secret", List.of("/stringData"),
            "v1/Service", List.of("/spec/selector", "/spec/ports/0/port"),
            "apps/v1/StatefulSet",
                    List.of(
                            "/spec/serviceName",
                            "/spec/selector/matchLabels",
                            "/spec/template/spec/containers/0/image"),
            "monitoring.coreos.com/v1/ServiceMonitor", List.of("/spec/selector", "/spec/endpoints/0/port"),
            "monitoring.coreos.com/v1/PrometheusRule", List.of("/spec/groups/0/name", "/spec/groups/0/rules"));

    @Test
    void everyManifestHasWhatItsKindDemands() throws Exception {
        assertThat(manifests()).hasSizeGreaterThanOrEqualTo(6).allSatisfy(manifest -> {
            String kind = manifest.path("apiVersion").asString() + "/"
                    + manifest.path("kind").asString();
            assertThat(DEMANDED).containsKey(kind);
            assertThat(manifest.path("metadata").path("name").asString()).isNotEmpty();
            for (String field : DEMANDED.getOrDefault(kind, List.of())) {
                assertThat(manifest.at(field).isMissingNode())
                        .as(kind + " " + field)
                        .isFalse();
            }
        });
    }

    @Test
    void theKustomizationNamesEveryFileButTheTemplateOfTheSecret() throws Exception {
        List<String> named =
                Yaml.texts(Yaml.read(FOLDER.resolve("kustomization.yaml")).path("resources"));
        List<String> there = new ArrayList<>();
        for (Path file : Repository.files(FOLDER, ".yaml")) {
            there.add(file.getFileName().toString());
        }
        there.removeAll(List.of("kustomization.yaml", "secret.example.yaml"));

        assertThat(named).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void labelsAndPortsLeadFromPrometheusToThePod() throws Exception {
        JsonNode service = manifest("Service");
        JsonNode pod = manifest("StatefulSet").at("/spec/template");
        JsonNode monitor = manifest("ServiceMonitor");

        assertThat(service.at("/spec/selector")).isEqualTo(pod.at("/metadata/labels"));
        assertThat(manifest("StatefulSet").at("/spec/selector/matchLabels")).isEqualTo(pod.at("/metadata/labels"));
        assertThat(monitor.at("/spec/selector/matchLabels")).isEqualTo(service.at("/metadata/labels"));
        assertThat(monitor.at("/spec/endpoints/0/port")).isEqualTo(service.at("/spec/ports/0/name"));
        JsonNode ports = container().path("ports");
        assertThat(service.at("/spec/ports/0/targetPort"))
                .isEqualTo(ports.get(0).path("name"));
        assertThat(":" + ports.get(0).path("containerPort").asInt()).isEqualTo(setting("CORE_ADDRESS"));
        assertThat(String.valueOf(ports.get(1).path("containerPort").asInt()))
                .isEqualTo(setting("CORE_WEBRTC_UDP_MUX_PORT"));
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(container().path(probe).at("/httpGet/port").asString()).isEqualTo("http");
        }
    }

    @Test
    void scrapesAsTheBundleDoes() throws Exception {
        JsonNode job =
                Yaml.read(Repository.BUNDLE.resolve("prom/prometheus.yml")).at("/scrape_configs/0");
        JsonNode monitor = manifest("ServiceMonitor").path("spec");
        JsonNode endpoint = monitor.at("/endpoints/0");

        assertThat(endpoint.path("path")).isEqualTo(job.path("metrics_path"));
        assertThat(endpoint.path("honorLabels")).isEqualTo(job.path("honor_labels"));
        assertThat(monitor.path("sampleLimit")).isEqualTo(job.path("sample_limit"));
        assertThat(monitor.path("labelLimit")).isEqualTo(job.path("label_limit"));
        assertThat(monitor.path("labelValueLengthLimit")).isEqualTo(job.path("label_value_length_limit"));
        assertThat(label(endpoint, "job")).contains(job.path("job_name").asString());
        assertThat(label(endpoint, "core")).contains(setting("CORE_ID"));
    }

    @Test
    void thePodIsWhatTheImageIsMadeFor() throws Exception {
        JsonNode pod = manifest("StatefulSet").at("/spec/template/spec");

        assertThat(Repository.read("Dockerfile"))
                .contains("USER " + pod.at("/securityContext/runAsUser").asInt() + ":"
                        + pod.at("/securityContext/runAsGroup").asInt() + "\n");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(container().at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container().at("/securityContext/allowPrivilegeEscalation").asBoolean())
                .isFalse();
        assertThat(Yaml.texts(container().at("/securityContext/capabilities/drop")))
                .containsExactly("ALL");
        List<String> volumes = new ArrayList<>();
        pod.path("volumes").forEach(volume -> volumes.add(volume.path("name").asString()));
        manifest("StatefulSet")
                .at("/spec/volumeClaimTemplates")
                .forEach(claim -> volumes.add(claim.at("/metadata/name").asString()));
        List<String> mounted = new ArrayList<>();
        container()
                .path("volumeMounts")
                .forEach(mount -> mounted.add(mount.path("name").asString()));
        assertThat(mounted).containsExactlyInAnyOrderElementsOf(volumes);
    }

    @Test
    void settingsAreKnownAndTheSecretIsOnlyATemplate() throws Exception {
        String known = Repository.read("docs/configuration.md");
        JsonNode secret = manifest("Secret");
        List<String> names = Stream.concat(
                        manifest("ConfigMap").path("data").propertyNames().stream(),
                        secret.path("stringData").propertyNames().stream())
                .toList();

        assertThat(names).isNotEmpty().allMatch(name -> known.contains("`" + name + "`"));
        assertThat(secret.at("/stringData/CORE_API_AUTH_PASSWORD").asString()).isEmpty();
        assertThat(container().at("/envFrom/0/configMapRef/name"))
                .isEqualTo(manifest("ConfigMap").at("/metadata/name"));
        assertThat(container().at("/envFrom/1/secretRef/name")).isEqualTo(secret.at("/metadata/name"));
    }

    @Test
    void theNodePortInTheReadmeIsOneNumber() throws Exception {
        String readme = Files.readString(FOLDER.resolve("README.md"));

        assertThat(readme)
                .contains("CORE_WEBRTC_UDP_MUX_PORT: \"30189\"", "port: 30189, targetPort: 30189, nodePort: 30189");
    }

    private static JsonNode container() throws IOException {
        return manifest("StatefulSet").at("/spec/template/spec/containers/0");
    }

    private static String setting(String name) throws IOException {
        return manifest("ConfigMap").path("data").path(name).asString();
    }

    /** What a relabeling without a source puts into a label. */
    private static Optional<String> label(JsonNode endpoint, String name) {
        for (JsonNode relabeling : endpoint.path("relabelings")) {
            if (relabeling.path("targetLabel").asString().equals(name)) {
                return Optional.of(relabeling.path("replacement").asString());
            }
        }
        return Optional.empty();
    }

    private static JsonNode manifest(String kind) throws IOException {
        return manifests().stream()
                .filter(manifest -> manifest.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind));
    }

    private static List<JsonNode> manifests() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (Path file : Repository.files(FOLDER, ".yaml")) {
            if (!file.endsWith("kustomization.yaml")) {
                all.addAll(Yaml.readAll(file));
            }
        }
        return all;
    }
}
