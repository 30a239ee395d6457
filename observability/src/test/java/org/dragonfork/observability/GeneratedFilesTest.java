package org.dragonfork.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.dragonfork.testkit.prometheus.Promtool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is committed is what the generator writes. With {@code -Ddragonfork.generate=true} it writes first. */
class GeneratedFilesTest {
    @BeforeAll
    static void writeWhenAsked() throws Exception {
        if (Boolean.getBoolean("dragonfork.generate")) {
            Main.main(new String[] {Repository.ROOT.toString()});
        }
    }

    @Test
    void theCommittedFilesAreWhatTheGeneratorWrites() throws Exception {
        for (Map.Entry<Path, String> file : GeneratedFiles.of(Repository.ROOT).entrySet()) {
            assertThat(Repository.ROOT.resolve(file.getKey()))
                    .as("%s; docs/adr/0060 says how to write it anew", file.getKey())
                    .hasContent(file.getValue());
        }
    }

    @Test
    void theRulesForKubernetesAreThoseOfTheBundle(@TempDir Path folder) throws Exception {
        JsonNode made = YAMLMapper.shared()
                .readTree(Repository.read(Repository.ROOT.resolve("deploy/kubernetes/prometheus-rules.yaml")));
        var groups = YAMLMapper.shared().createArrayNode();
        for (String file : new String[] {"webrtc-alerts.yml", "webrtc-additional.yml"}) {
            JsonNode source = YAMLMapper.shared().readTree(Repository.read(Repository.RULES.resolve(file)));
            source.path("groups").forEach(groups::add);
        }
        Path alone = folder.resolve("rules.yml");
        YAMLMapper.shared().writeValue(alone, made.path("spec"));

        assertThat(made.path("kind").asString()).isEqualTo("PrometheusRule");
        assertThat(made.path("apiVersion").asString()).isEqualTo("monitoring.coreos.com/v1");
        assertThat(made.path("spec").path("groups")).isEqualTo(groups);
        assertThat(Promtool.run(folder, "check", "rules", "--lint=all", "--lint-fatal", "rules.yml"))
                .contains("SUCCESS: " + AlertRule.all().size() + " rules found");
    }
}
