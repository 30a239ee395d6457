package org.dragonfork.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void sharesAreTakenByNearestRank() {
        var times = new Distribution();
        for (int i = 1000; i >= 1; i--) {
            times.add(i * 1_000_000L);
        }

        assertThat(times.count()).isEqualTo(1000);
        assertThat(times.millis(0.5)).isEqualTo(500);
        assertThat(times.millis(0.99)).isEqualTo(990);
        assertThat(times.millis(1)).isEqualTo(1000);
        assertThat(new Distribution().millis(0.5)).isNaN();
    }

    @Test
    void ratioIsThatOfTheSameRound() {
        // The second round was twice as slow for both.
        var cost = new Cost(new double[] {30, 60, 33}, 0);
        var base = new Cost(new double[] {10, 20, 10}, 0);

        assertThat(cost.ratioTo(base)).isEqualTo(3);
        assertThat(cost.medianNanos()).isEqualTo(33);
        assertThat(new Cost(new double[] {1, 2, 4, 8}, 0).medianNanos()).isEqualTo(3);
    }

    @Test
    void columnsAreAlignedAndMissingValuesAreDashes() {
        var printed = new StringWriter();
        new TextReport(new PrintWriter(printed))
                .print(new Table(
                        "some",
                        "Some table",
                        List.of("How."),
                        List.of(new Column("a", "CPU ns", 0), new Column("b", "ratio", 2)),
                        List.of(Row.of("one", 12345.4, Double.NaN), Row.of("second", 1.0, 0.5))));

        assertThat(printed.toString().lines())
                .containsExactly(
                        "",
                        "Some table  [some]",
                        "  How.",
                        "          CPU ns  ratio",
                        "  one     12,345      -",
                        "  second       1   0.50");
    }

    @Test
    void everyRowFillsTheColumns() {
        var columns = List.of(new Column("a", "a", 0));
        var rows = List.of(Row.of("one", 1.0, 2.0));

        assertThatThrownBy(() -> new Table("some", "Some", List.of(), columns, rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'one' has 2 values for 1 columns");
    }
}
