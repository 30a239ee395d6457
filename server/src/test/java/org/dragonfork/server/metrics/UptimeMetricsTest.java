package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;

class UptimeMetricsTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private long nanos = -7;

    private UpstreamScrape after(long nanosLater) {
        new UptimeMetrics("me", () -> nanos).register(registry);
        nanos += nanosLater;
        return UpstreamScrape.of(registry.scrape());
    }

    @Test
    void isACounterOfTheExactNameInTheTextFormat() {
        assertThat(after(1_500_000_000L).text()).isEqualTo("""
                        # HELP uptime_seconds Seconds since the server started
                        # TYPE uptime_seconds counter
                        uptime_seconds{core="me"} 1.5
                        """);
    }

    @Test
    void keepsItsNameInOpenMetricsAtTheCostOfTheType() {
        after(1_500_000_000L);

        assertThat(UpstreamScrape.of(registry.scrape(), OpenMetricsTextFormatWriter.create())
                        .text())
                .contains("# TYPE uptime_seconds unknown\n", "\nuptime_seconds{core=\"me\"} 1.5\n");
    }
}
