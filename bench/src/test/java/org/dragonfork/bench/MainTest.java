package org.dragonfork.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesEveryMeasurement() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("--quick", "--only", "--json");
        for (Measurement measurement : Bench.ALL) {
            assertThat(out.toString()).contains(measurement.name());
        }
    }

    @Test
    void refusesAMeasurementThatThereIsNot() {
        assertThat(run("--only", "speed")).isEqualTo(2);

        assertThat(err.toString()).contains("no measurement 'speed'").contains("fanout");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
