package org.dragonfork.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.dragonfork.server.linux.LinuxHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs everything with tiny counts. Says nothing about how fast anything is: a busy machine must not fail the build. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenchTest {
    private static final Effort TINY =
            new Effort(3, 5, 20, List.of(1, 3), List.of(4), 4, 12, 40, 5, 3, 3, 20_000, 120, 1, 3, 2, 1);

    private final StringWriter printed = new StringWriter();
    private final StringWriter said = new StringWriter();
    private JsonNode found = JsonMapper.shared().createObjectNode();

    @BeforeAll
    void runEverything() throws Exception {
        var bench = new Bench(new PrintWriter(printed), new PrintWriter(said));
        found = JsonMapper.shared().readTree(bench.run(Bench.ALL, TINY));
    }

    @Test
    void namesTheMachine() {
        JsonNode machine = found.path("machine");

        assertThat(machine.path("cores").asInt()).isPositive();
        assertThat(machine.path("jdk").asString()).contains("25");
        assertThat(printed.toString())
                .contains("Machine: " + machine.path("cpu").asString())
                .contains("Load before:");
    }

    @Test
    void printsEveryMeasurementWithItsMethod() {
        for (Measurement measurement : Bench.ALL) {
            assertThat(printed.toString()).contains("[" + measurement.name() + "]");
            assertThat(said.toString()).contains(measurement.name() + ": ");
            assertThat(found.at("/measurements/" + measurement.name() + "/method")
                            .asString())
                    .isNotEmpty();
        }
    }

    @Test
    void fanOutStandsBesideItsBaselines() {
        List<JsonNode> rows = rows("fanout");

        boolean linux = LinuxHost.isSupported();
        int others = Cipher.openSsl().isPresent() ? 2 : 0;
        assertThat(rows).hasSize((linux ? 6 : 4) + TINY.audiences().size() + others + (linux ? 3 : 1));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.path("cpuNanos").asDouble()).isBetween(10.0, 1e7);
            assertThat(row.path("ratioToSend").asDouble()).isPositive();
        });
        assertThat(rows.getFirst().path("ratioToSend").asDouble()).isEqualTo(1.0);
        assertThat(rows.getLast().path("what").asString())
                .startsWith("fan-out to 4 viewers, AES-128")
                .endsWith(", nio");
        assertThat(rows.getLast().path("ratioToProtect").asDouble()).isPositive();
        assertThat(rows.getLast().path("ratioToBoth").asDouble()).isPositive();
    }

    @Test
    void allocationIsCipherAndOurs() {
        assertThat(rows("allocation").getFirst().path("cipherBytes").asDouble())
                .as("the JDK's GCM makes its parameters anew for each packet")
                .isPositive();
        assertThat(rows("allocation")).hasSize(2).allSatisfy(row -> {
            double total = row.path("totalBytes").asDouble();
            // None at all is what the compiler reaches for AES-CM when it has had the time; how much is
            // FanOutAllocationTest's.
            assertThat(total).isNotNegative();
            assertThat(row.path("cipherBytes").asDouble()
                            + row.path("oursBytes").asDouble())
                    .isEqualTo(total);
        });
    }

    @Test
    void metricsStandBesideNone() {
        List<JsonNode> rows = rows("metrics");

        assertThat(rows).hasSize(4).allSatisfy(row -> {
            assertThat(row.path("cpuNanos").asDouble()).isPositive();
            assertThat(row.path("ratioToOff").asDouble()).isPositive();
        });
        assertThat(rows.getFirst().path("ratioToOff").asDouble()).isEqualTo(1.0);
    }

    @Test
    void scrapeHasATimeAndASize() {
        assertThat(rows("scrape")).hasSize(2).allSatisfy(row -> {
            assertThat(row.path("p50Millis").asDouble()).isPositive();
            assertThat(row.path("series").asDouble()).isBetween(12_000.0, 30_000.0);
            assertThat(row.path("gzipBytes").asDouble())
                    .isPositive()
                    .isLessThan(row.path("bytes").asDouble());
        });
    }

    @Test
    void idleViewerHoldsItsEndpointAndMore() {
        List<JsonNode> rows = rows("memory");

        double viewer = rows.get(0).path("bytes").asDouble();
        double endpoint = rows.get(1).path("bytes").asDouble();
        assertThat(rows).hasSize(6);
        assertThat(rows.get(2).path("bytes").asDouble())
                .as("heap in another process")
                .isPositive();
        assertThat(viewer).isBetween(2_000.0, 1_000_000.0);
        assertThat(endpoint).isBetween(500.0, viewer);
    }

    @Test
    void timesOfAnswerAndJoinAreOrdered() {
        for (String name : List.of("post", "join")) {
            assertThat(rows(name)).hasSize(2).allSatisfy(row -> {
                double median = row.path("p50Millis").asDouble();
                assertThat(median).isPositive();
                assertThat(row.path("p95Millis").asDouble()).isGreaterThanOrEqualTo(median);
            });
        }
    }

    @Test
    void theLastOfManyWaitsOnOneThreadAndOnTwo() {
        assertThat(rows("wait")).hasSize(2).allSatisfy(row -> {
            assertThat(row.path("cpuMillis").asDouble()).isPositive();
            assertThat(row.path("ratioToRuns").asDouble()).isPositive();
            assertThat(row.path("ratioToParts").asDouble()).isPositive();
        });
        assertThat(rows("wait").getFirst().path("ratioToOneThread").asDouble()).isEqualTo(1.0);
    }

    @Test
    void wholeServerSendsToViewersOfAnotherProcess() {
        assertThat(rows("whole")).hasSize(2).allSatisfy(row -> {
            assertThat(row.path("packetsPerSecond").asDouble()).isPositive();
            assertThat(row.path("lostPackets").asDouble()).isNotNegative();
        });
    }

    @Test
    void firstSecondsStandBesideLaterOnes() {
        assertThat(rows("cold")).hasSize(2).allSatisfy(row -> {
            assertThat(row.path("firstP99Millis").asDouble()).isPositive();
            assertThat(row.path("laterP99Millis").asDouble()).isPositive();
            assertThat(row.path("p99Ratio").asDouble()).isPositive();
        });
    }

    @Test
    void nothingGrowsAndStormHasTimes() {
        JsonNode endurance = rows("endurance").getFirst();
        assertThat(endurance.path("packets").asDouble()).isGreaterThan(19_000);
        assertThat(endurance.path("growth").asDouble()).isLessThan(2_000_000);
        JsonNode storm = rows("storm").getFirst();
        assertThat(storm.path("p50Millis").asDouble()).isPositive();
        assertThat(storm.path("lostPackets").asDouble()).isNotNegative();
    }

    @Test
    void hopIsTakenOverEveryPacket() {
        assertThat(rows("hop")).hasSize(3).allSatisfy(row -> {
            double median = row.path("p50Millis").asDouble();
            assertThat(median).isPositive();
            assertThat(row.path("p99Millis").asDouble()).isGreaterThanOrEqualTo(median);
        });
    }

    private List<JsonNode> rows(String measurement) {
        return found.at("/measurements/" + measurement + "/rows").valueStream().toList();
    }
}
