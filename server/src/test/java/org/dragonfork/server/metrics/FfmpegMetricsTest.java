package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegMetricsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    private static final FfmpegReading.Output NOTHING =
            new FfmpegReading.Output(0, 0, 0, 0, 0, Duration.ZERO, 0, 0, OptionalLong.empty(), 0);

    @TempDir
    private Path folder = Path.of("");

    private HostFixture host = new HostFixture(folder);
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final List<FfmpegReading> processes = new ArrayList<>();
    private final Map<ProcessState, Long> entries = new EnumMap<>(ProcessState.class);

    @BeforeEach
    void register() {
        host = new HostFixture(folder);
        new FfmpegMetrics(
                        "c",
                        new FfmpegMetrics.Sources(() -> processes, () -> entries),
                        host.proc,
                        () -> host.nanos,
                        InstantSource.fixed(NOW))
                .register(registry);
    }

    static FfmpegReading reading(String id, ProcessState state, OptionalLong pid) {
        return new FfmpegReading(
                new StreamId(id),
                state,
                Order.START,
                NOW.minusMillis(2500),
                pid,
                NOTHING,
                Map.of(state, 3L),
                FfmpegReading.Limits.NONE);
    }

    private UpstreamScrape scrape() {
        return UpstreamScrape.of(registry.scrape());
    }

    private static Map<String, Double> of(UpstreamScrape scrape, String family) {
        Map<String, Double> samples = new TreeMap<>();
        scrape.samples().forEach((series, value) -> {
            if (series.startsWith(family + "{")) {
                samples.put(series.substring(family.length()), value);
            }
        });
        return samples;
    }

    @Test
    void showsTheStatesOfAnIdleServerAtZero() {
        assertThat(scrape().text()).isEqualTo("""
                        # HELP ffmpeg_states Processes by their present state
                        # TYPE ffmpeg_states gauge
                        ffmpeg_states{core="c",state="failed"} 0.0
                        ffmpeg_states{core="c",state="finished"} 0.0
                        ffmpeg_states{core="c",state="finishing"} 0.0
                        ffmpeg_states{core="c",state="killed"} 0.0
                        ffmpeg_states{core="c",state="running"} 0.0
                        ffmpeg_states{core="c",state="starting"} 0.0
                        # HELP ffmpeg_states_total How often processes came into a state
                        # TYPE ffmpeg_states_total counter
                        ffmpeg_states_total{core="c",state="failed"} 0.0
                        ffmpeg_states_total{core="c",state="finished"} 0.0
                        ffmpeg_states_total{core="c",state="finishing"} 0.0
                        ffmpeg_states_total{core="c",state="killed"} 0.0
                        ffmpeg_states_total{core="c",state="running"} 0.0
                        ffmpeg_states_total{core="c",state="starting"} 0.0
                        """);
    }

    @Test
    void showsEveryValueOfARun() {
        host.withProc("uptime", "1000.75 1500.00\n")
                .withProc("9/status", "VmRSS:\t    2048 kB\n")
                .withProc("9/stat", "9 (ffmpeg) S 1 9 9 0 -1 4194304 100 0 0 0 0 0 0 0 20 0 1 0 99000 3133440 394\n");
        processes.add(new FfmpegReading(
                new StreamId("cam:1"),
                ProcessState.RUNNING,
                Order.START,
                NOW.minusMillis(2500),
                OptionalLong.of(9),
                new FfmpegReading.Output(
                        76, 25.5, 1.01, 24, 100_381, Duration.ofMillis(3040), 2, 1, OptionalLong.of(400), 537_700),
                Map.of(),
                new FfmpegReading.Limits(80, 1_000_000)));

        assertThat(of(scrape(), "ffmpeg_process"))
                .isEqualTo(values(
                        "cam:1",
                        "running",
                        Map.ofEntries(
                                Map.entry("frame", 76.0),
                                Map.entry("fps", 25.5),
                                Map.entry("speed", 1.01),
                                Map.entry("q", 24.0),
                                Map.entry("size", 100_381.0),
                                Map.entry("time", 3.04),
                                Map.entry("drop", 2.0),
                                Map.entry("dup", 1.0),
                                Map.entry("packet", 400.0),
                                Map.entry("bitrate", 537_700.0),
                                Map.entry("cpu", 0.0),
                                Map.entry("memory", 2_097_152.0),
                                Map.entry("uptime", 2.5),
                                Map.entry("cpu_limit", 80.0),
                                Map.entry("memory_limit", 1_000_000.0))));
    }

    @Test
    void showsZerosWithoutARunAndNoPacketsThatNobodyCounts() {
        processes.add(reading("cam", ProcessState.FAILED, OptionalLong.empty()));

        Map<String, Double> values = of(scrape(), "ffmpeg_process");

        assertThat(values).hasSize(14);
        assertThat(values.remove("{core=\"c\",name=\"uptime\",order=\"start\",process=\"cam\",state=\"failed\"}"))
                .isEqualTo(2.5);
        assertThat(values.values()).containsOnly(0.0);
    }

    @Test
    void countsEntriesOfEachProcessAndOfAll() {
        processes.add(reading("a", ProcessState.RUNNING, OptionalLong.empty()));
        processes.add(reading("b", ProcessState.RUNNING, OptionalLong.empty()));
        entries.put(ProcessState.RUNNING, 8L);

        UpstreamScrape scrape = scrape();

        assertThat(of(scrape, "ffmpeg_process_states"))
                .hasSize(12)
                .containsEntry("{core=\"c\",process=\"a\",state=\"running\"}", 3.0)
                .containsEntry("{core=\"c\",process=\"b\",state=\"killed\"}", 0.0);
        assertThat(scrape.value("ffmpeg_states{core=\"c\",state=\"running\"}")).isEqualTo(2);
        assertThat(scrape.value("ffmpeg_states_total{core=\"c\",state=\"running\"}"))
                .isEqualTo(8);
        assertThat(scrape.text()).contains("# TYPE ffmpeg_process gauge\n", "# TYPE ffmpeg_process_states gauge\n");
    }

    @Test
    void givesSeriesToTwoHundredProcessesAndCountsAll() {
        for (int i = 0; i < 250; i++) {
            processes.add(reading("p" + i, ProcessState.KILLED, OptionalLong.empty()));
        }

        UpstreamScrape scrape = scrape();

        assertThat(of(scrape, "ffmpeg_process_states")).hasSize(6 * FfmpegMetrics.MOST_PROCESSES);
        assertThat(scrape.value("ffmpeg_states{core=\"c\",state=\"killed\"}")).isEqualTo(250);
    }

    @Test
    void keepsNamesApartInOpenMetrics() {
        String text = UpstreamScrape.of(registry.scrape(), OpenMetricsTextFormatWriter.create())
                .text();

        assertThat(text)
                .contains("# TYPE ffmpeg_states gauge\n", "# TYPE ffmpeg_states_total unknown\n")
                .containsOnlyOnce("# TYPE ffmpeg_states ")
                .contains("\nffmpeg_states_total{core=\"c\",state=\"running\"} 0.0\n");
    }

    @Test
    void doesNotGoBelowZeroWhenTheClockIsPutBack() {
        FfmpegReading now = reading("a", ProcessState.RUNNING, OptionalLong.empty());
        processes.add(new FfmpegReading(
                now.id(), now.state(), Order.STOP, NOW.plusSeconds(60), now.pid(), NOTHING, Map.of(), now.limits()));

        assertThat(
                        scrape().value(
                                        "ffmpeg_process{core=\"c\",name=\"uptime\",order=\"stop\",process=\"a\",state=\"running\"}"))
                .isZero();
    }

    private static Map<String, Double> values(String process, String state, Map<String, Double> byName) {
        Map<String, Double> series = new TreeMap<>();
        byName.forEach((name, value) -> series.put(
                "{core=\"c\",name=\"" + name + "\",order=\"start\",process=\"" + process + "\",state=\"" + state
                        + "\"}",
                value));
        return series;
    }
}
