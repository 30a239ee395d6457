package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The histogram that is only there for those who ask for it. */
class PacketForwardTest {
    private static final String NAME = "dragonfork_webrtc_packet_forward_duration_seconds";

    @Test
    void isNotThereWithoutBeingAskedFor() {
        var metrics = new ServerMetrics(new MetricsRegistry("test"), () -> 0, MetricsWorld.BUILD);
        metrics.forward().accept(1_000);

        assertThat(metrics.text()).doesNotContain(NAME);
    }

    @Test
    void putsTimesFromMicrosecondsToMillisecondsIntoItsBuckets() {
        ServerMetrics metrics =
                ServerMetrics.withPacketForward(new MetricsRegistry("test"), () -> 0, MetricsWorld.BUILD);
        assertThat(Scrape.read(metrics.text()).value(NAME + "_count{core=\"test\"}"))
                .isZero();
        for (long nanos : new long[] {20_000, 60_000, 4_000_000, 9_000_000}) {
            metrics.forward().accept(nanos);
        }
        Scrape scrape = Scrape.read(metrics.text());

        assertThat(scrape.value(bucket("2.5E-5"))).isEqualTo(1);
        assertThat(scrape.value(bucket("1.0E-4"))).isEqualTo(2);
        assertThat(scrape.value(bucket("0.005"))).isEqualTo(3);
        assertThat(scrape.value(bucket("+Inf"))).isEqualTo(4);
        assertThat(scrape.types().keySet()).isEqualTo(with(MetricNames.standard()));
    }

    private static Set<String> with(Set<String> standard) {
        var all = new TreeSet<>(standard);
        all.add(NAME);
        assertThat(all).isEqualTo(MetricNames.families());
        return all;
    }

    private static String bucket(String le) {
        return NAME + "_bucket{core=\"test\",le=\"" + le + "\"}";
    }
}
