package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;

class JvmFamiliesTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    @Test
    void areThereWhenWanted() {
        new JvmFamilies("me", true).register(registry);

        UpstreamScrape scrape = UpstreamScrape.of(registry.scrape());

        assertThat(scrape.value("jvm_threads_current{core=\"me\"}")).isPositive();
        assertThat(scrape.value("process_cpu_seconds_total{core=\"me\"}")).isPositive();
        assertThat(scrape.value("process_resident_memory_bytes{core=\"me\"}")).isPositive();
        assertThat(scrape.samples().keySet()).allMatch(series -> series.contains("core=\"me\""));
    }

    @Test
    void areNotThereWhenNotWanted() {
        new JvmFamilies("me", false).register(registry);

        assertThat(registry.scrape().stream()).isEmpty();
    }

    @Test
    void canBeTwiceInOneJvm() {
        var other = new PrometheusRegistry();
        new JvmFamilies("me", true).register(registry);
        new JvmFamilies("you", true).register(other);

        assertThat(UpstreamScrape.of(other.scrape()).samples().keySet())
                .isNotEmpty()
                .allMatch(series -> series.contains("core=\"you\""));
    }
}
