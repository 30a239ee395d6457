package org.dragonfork.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dragonfork.testkit.prometheus.Promtool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What promtool says of the rules, of the configuration, and of what the rules do in time. */
class PromtoolTest {
    static final Path CASES = Repository.ROOT.resolve("observability/src/test/promtool");

    @Test
    void findsNothingInTheRules() throws Exception {
        String said = Promtool.run(
                Repository.RULES,
                "check",
                "rules",
                "--lint=all",
                "--lint-fatal",
                "webrtc-alerts.yml",
                "webrtc-additional.yml");

        assertThat(said)
                .contains("SUCCESS: 4 rules found")
                .contains("SUCCESS: " + (AlertRule.all().size() - 4) + " rules found");
    }

    @Test
    void findsNothingInTheConfigurationWhereTheContainerHasIt(@TempDir Path container) throws Exception {
        String config = Repository.read(Repository.BUNDLE.resolve("prom/prometheus.yml"));
        Path there = Files.writeString(
                container.resolve("prometheus.yml"),
                config.replace("/etc/prometheus/alertmanagers", "/etc/prometheus/alertmanagers/alerting")
                        .replace(
                                "/etc/prometheus",
                                Repository.BUNDLE.resolve("prom").toString()));

        String said = Promtool.run(container, "check", "config", there.toString());

        assertThat(config).contains("/etc/prometheus/rules/*.yml", "/etc/prometheus/targets/*.yml");
        assertThat(said).contains("SUCCESS: 2 rule files found").doesNotContain("WARNING");
    }

    static List<Path> cases() throws Exception {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theRulesDoWhatTheCasesSay(Path file) throws Exception {
        String said = Promtool.run(CASES, "test", "rules", file.getFileName().toString());

        assertThat(said).contains("SUCCESS");
    }
}
