package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the tables of {@code docs/metrics.md} equal to the families. */
class MetricsDocTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");

    @Test
    void tablesOfTheDocumentAreTheFamilies() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `dragonfork_"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(MetricFamily.values())
                        .map(MetricsDocTest::row)
                        .toList());
    }

    @Test
    void saysHowLongAndForHowManyStreamsNumbersAreKept() throws IOException {
        assertThat(Files.readString(DOCUMENT))
                .contains("**" + StreamLabels.RETENTION.toMinutes() + " minutes**")
                .contains("**" + StreamLabels.LIMIT + "**")
                .contains("`" + StreamLabels.UNKNOWN + "`")
                .contains("`" + StreamLabels.OVERFLOW + "`");
    }

    private static String row(MetricFamily family) {
        String labels = family.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `" + family.text() + "` | " + family.kind().label() + " | " + labels + " | " + family.help() + " | "
                + family.buckets().text() + " | " + family.question() + " |";
    }
}
