package org.dragonfork.server.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text format 0.0.4 as the client library writes it, but with type {@code counter} for the two counters of the original
 * whose names OpenMetrics does not allow a counter: {@code uptime_seconds} has no {@code _total}, and without its
 * {@code _total} {@code ffmpeg_states_total} is the name of a gauge. In OpenMetrics they stay of type {@code unknown}.
 */
final class UpstreamTextFormat implements ExpositionFormatWriter {
    private static final Set<String> COUNTERS = Set.of(UptimeMetrics.NAME, FfmpegMetrics.STATES_TOTAL);

    private final ExpositionFormatWriter library = PrometheusTextFormatWriter.create();

    @Override
    public boolean accepts(@Nullable String acceptHeader) {
        return library.accepts(acceptHeader);
    }

    @Override
    public String getContentType() {
        return library.getContentType();
    }

    @Override
    public void write(OutputStream out, MetricSnapshots snapshots, EscapingScheme scheme) throws IOException {
        MetricSnapshots.Builder others = MetricSnapshots.builder();
        MetricSnapshots.Builder counters = MetricSnapshots.builder();
        for (MetricSnapshot snapshot : snapshots) {
            (isCounter(snapshot) ? counters : others).metricSnapshot(snapshot);
        }
        library.write(out, others.build(), scheme);
        var text = new ByteArrayOutputStream();
        library.write(text, counters.build(), scheme);
        String typed = text.toString(StandardCharsets.UTF_8);
        for (String name : COUNTERS) {
            // Only a line of its own can begin like this: line breaks inside of texts are escaped.
            typed = typed.replace("# TYPE " + name + " untyped\n", "# TYPE " + name + " counter\n");
        }
        out.write(typed.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isCounter(MetricSnapshot snapshot) {
        return snapshot instanceof UnknownSnapshot
                && COUNTERS.contains(snapshot.getMetadata().getName());
    }
}
