package org.dragonfork.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The four alerts of the design are a contract: names, expressions, waiting times, severities and texts. */
class SeedRulesTest {
    @Test
    void theFourAlertsOfTheDesignAreThereWordForWordAndOnlyAnnotationsAreAdded() throws Exception {
        var seed = new ArrayDeque<>(seed().lines().toList());
        List<String> added = new ArrayList<>();
        for (String line : Repository.read(Repository.RULES.resolve("webrtc-alerts.yml"))
                .lines()
                .toList()) {
            if (line.equals(seed.peek())) {
                seed.poll();
            } else if (!line.isBlank() && !line.startsWith("#")) {
                added.add(line);
            }
        }

        assertThat(seed).isEmpty();
        assertThat(added)
                .hasSize(10)
                .allSatisfy(line -> assertThat(line).matches(" {10}(description|runbook_url|dashboard_url): \".+\""));
    }

    private static String seed() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(SeedRulesTest.class.getResourceAsStream("/seed-alerts.yml"), "the design")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
