package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.EgressSnapshot;
import org.junit.jupiter.api.Test;

final class BusMetricsTest {
    private final MetricsRegistry registry = new MetricsRegistry("test");
    private final BusMetrics metrics =
            new BusMetrics(registry, () -> new EgressSnapshot(List.of(), 3, 64, 8, 0, 200, false));

    @Test
    void hasTheNumbersOfTheMachineUnderTheNamesOfTheOriginal() {
        new UptimeMetrics("test", System::nanoTime).register(registry.registry());
        new HostMetrics("test", HostPlaces.ofLinux(Path.of(""), List.of()), System::nanoTime)
                .register(registry.registry());
        Map<String, Double> values = new HashMap<>();
        metrics.values().forEach(value -> values.put(value.name(), value.value()));

        assertThat(values)
                .containsKeys("uptime_uptime", "cpu_ncpu", "cpu_idle", "mem_total", "mem_free", "net_rx", "net_tx")
                .containsEntry("session_active", 3.0)
                .containsEntry("session_limit", 64.0);
        assertThat(values.get("mem_total")).isGreaterThan(values.get("mem_free"));
    }

    @Test
    void describesEveryNumberAndItsLabels() {
        new HostMetrics("test", HostPlaces.ofLinux(Path.of(""), List.of()), System::nanoTime)
                .register(registry.registry());
        Map<String, List<String>> labels = new HashMap<>();
        metrics.descriptions().forEach(one -> labels.put(one.name(), one.labels()));

        assertThat(metrics.values()).isNotEmpty().allSatisfy(value -> {
            assertThat(labels).containsKey(value.name());
            assertThat(labels.get(value.name())).containsAll(value.labels().keySet());
            assertThat(value.labels()).doesNotContainKey("core");
        });
    }
}
