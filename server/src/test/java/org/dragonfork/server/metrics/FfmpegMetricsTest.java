package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.IoProgress;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RunLimits;
import org.dragonfork.egress.supervise.RunProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FfmpegMetricsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final List<FfmpegReading> processes = new ArrayList<>();
    private final Map<ProcessState, Long> entries = new EnumMap<>(ProcessState.class);

    @BeforeEach
    void register() {
        new FfmpegMetrics("c", new FfmpegMetrics.Sources(() -> processes, () -> entries), InstantSource.fixed(NOW))
                .register(registry);
    }

    static FfmpegReading reading(String id, ProcessState state, RunProgress progress) {
        return new FfmpegReading(
                new StreamId(id),
                state,
                Order.START,
                NOW.minusMillis(2500),
                progress,
                0,
                0,
                Map.of(state, 3L),
                RunLimits.NONE);
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
        processes.add(new FfmpegReading(
                new StreamId("cam:1"),
                ProcessState.RUNNING,
                Order.START,
                NOW.minusMillis(2500),
                new RunProgress(
                        List.of(), List.of(), 76, 400, 25.5, 24, 100_381, Duration.ofMillis(3040), 537_700, 1.01, 2, 1),
                12.5,
                2_097_152,
                Map.of(),
                new RunLimits(80, 1_000_000, Duration.ZERO)));

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
                                Map.entry("cpu", 12.5),
                                Map.entry("memory", 2_097_152.0),
                                Map.entry("uptime", 2.5),
                                Map.entry("cpu_limit", 80.0),
                                Map.entry("memory_limit", 1_000_000.0))));
    }

    @Test
    void showsZerosWithoutARun() {
        processes.add(reading("cam", ProcessState.FAILED, RunProgress.NONE));

        Map<String, Double> values = of(scrape(), "ffmpeg_process");

        assertThat(values).hasSize(15);
        assertThat(values.remove("{core=\"c\",name=\"uptime\",order=\"start\",process=\"cam\",state=\"failed\"}"))
                .isEqualTo(2.5);
        assertThat(values.values()).containsOnly(0.0);
    }

    static IoProgress stream(String id, int index, String type) {
        var rate = IoProgress.FrameRate.UNKNOWN;
        return new IoProgress(
                id,
                "rtsp://***@cam/1",
                index,
                1,
                "rtsp",
                type,
                "h264",
                "h264",
                10,
                1,
                rate,
                25,
                20,
                50.5,
                3000,
                8000,
                0,
                "yuv420p",
                23,
                640,
                360,
                0,
                "",
                0);
    }

    private static RunProgress with(List<IoProgress> inputs, List<IoProgress> outputs) {
        return new RunProgress(inputs, outputs, 0, 0, 0, 0, 0, Duration.ZERO, 0, 0, 0, 0);
    }

    private static String input(String name) {
        return "{core=\"c\",id=\"in\",index=\"0\",media=\"video\",name=\"" + name
                + "\",process=\"cam\",stream=\"1\",type=\"input\"}";
    }

    private static String output(String name) {
        return "{core=\"c\",id=\"\",index=\"2\",media=\"audio\",name=\"" + name
                + "\",process=\"cam\",stream=\"1\",type=\"output\"}";
    }

    @Test
    void showsEveryStreamWithoutItsAddress() {
        processes.add(reading(
                "cam", ProcessState.RUNNING, with(List.of(stream("in", 0, "video")), List.of(stream("", 2, "audio")))));

        UpstreamScrape scrape = scrape();

        assertThat(of(scrape, "ffmpeg_process_io"))
                .hasSize(13)
                .containsEntry(input("frame"), 10.0)
                .containsEntry(input("fps"), 25.0)
                .containsEntry(input("packet"), 20.0)
                .containsEntry(input("pps"), 50.5)
                .containsEntry(input("size"), 3000.0)
                .containsEntry(input("bitrate"), 8000.0)
                .containsEntry(output("q"), 23.0)
                .doesNotContainKey(input("q"));
        assertThat(scrape.text()).doesNotContain("rtsp:");
    }

    @Test
    void givesSeriesToSixteenStreamsOfEachSide() {
        List<IoProgress> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(stream("in", i, "audio"));
        }
        processes.add(reading("cam", ProcessState.RUNNING, with(many, many)));

        assertThat(of(scrape(), "ffmpeg_process_io")).hasSize(16 * 6 + 16 * 7);
    }

    @Test
    void countsEntriesOfEachProcessAndOfAll() {
        processes.add(reading("a", ProcessState.RUNNING, RunProgress.NONE));
        processes.add(reading("b", ProcessState.RUNNING, RunProgress.NONE));
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
            processes.add(reading("p" + i, ProcessState.KILLED, RunProgress.NONE));
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
        FfmpegReading now = reading("a", ProcessState.RUNNING, RunProgress.NONE);
        processes.add(new FfmpegReading(
                now.id(),
                now.state(),
                Order.STOP,
                NOW.plusSeconds(60),
                RunProgress.NONE,
                0,
                0,
                Map.of(),
                now.limits()));

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
