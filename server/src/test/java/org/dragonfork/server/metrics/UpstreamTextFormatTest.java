package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import org.junit.jupiter.api.Test;

class UpstreamTextFormatTest {
    private final UpstreamTextFormat format = new UpstreamTextFormat();

    @Test
    void writesAllOthersAsTheLibraryDoes() {
        var registry = new PrometheusRegistry();
        Counter.builder().name("a_total").help("a").register(registry).inc();
        Gauge.builder().name("z").help("# TYPE uptime_seconds untyped").register(registry);

        assertThat(UpstreamScrape.of(registry.scrape(), format).text())
                .isEqualTo(UpstreamScrape.of(registry.scrape(), PrometheusTextFormatWriter.create())
                        .text());
    }

    @Test
    void doesNotTouchWhatALabelOrAHelpSays() {
        String planted = "\n# TYPE uptime_seconds untyped\n";
        var snapshots = new MetricSnapshots(UnknownSnapshot.builder()
                .name("uptime_seconds")
                .help(planted)
                .dataPoint(UnknownSnapshot.UnknownDataPointSnapshot.builder()
                        .labels(Labels.of("core", planted))
                        .value(1)
                        .build())
                .build());

        assertThat(UpstreamScrape.of(snapshots, format).text())
                .isEqualTo(UpstreamScrape.of(snapshots, PrometheusTextFormatWriter.create())
                        .text()
                        .replaceFirst("(?m)^(# TYPE uptime_seconds) untyped$", "$1 counter"))
                .contains("# TYPE uptime_seconds counter\n", "\\n# TYPE uptime_seconds untyped\\n");
    }

    @Test
    void isTheTextFormatToAClient() {
        assertThat(format.getContentType())
                .isEqualTo(PrometheusTextFormatWriter.create().getContentType());
    }
}
