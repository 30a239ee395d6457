package org.dragonfork.server.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The text of a scrape. The library leaves out families that have no series; here they get their HELP and TYPE, so that an
 * idle server names all it has.
 */
final class Exposition {
    private static final String EOF = "# EOF\n";

    private static final ExpositionFormatWriter TEXT = new UpstreamTextFormat();

    private static final ExpositionFormatWriter OPEN_METRICS = OpenMetricsTextFormatWriter.create();

    private Exposition() {}

    /** Prometheus text format 0.0.4. */
    static String text(MetricSnapshots snapshots, List<MetricFamilyDescriptor> families) {
        var written = new StringBuilder(write(TEXT, snapshots));
        for (MetricFamilyDescriptor family : absent(snapshots, families)) {
            String name = name(family) + (family.getType() == MetricType.COUNTER ? "_total" : "");
            written.append("# HELP ")
                    .append(name)
                    .append(' ')
                    .append(escaped(family, false))
                    .append('\n');
            written.append("# TYPE ")
                    .append(name)
                    .append(' ')
                    .append(type(family, "untyped"))
                    .append('\n');
        }
        return written.toString();
    }

    /** OpenMetrics 1.0. */
    static String openMetrics(MetricSnapshots snapshots, List<MetricFamilyDescriptor> families) {
        var written = new StringBuilder(write(OPEN_METRICS, snapshots));
        written.setLength(written.length() - EOF.length());
        for (MetricFamilyDescriptor family : absent(snapshots, families)) {
            String name = name(family);
            written.append("# TYPE ")
                    .append(name)
                    .append(' ')
                    .append(type(family, "unknown"))
                    .append('\n');
            written.append("# HELP ")
                    .append(name)
                    .append(' ')
                    .append(escaped(family, true))
                    .append('\n');
        }
        return written.append(EOF).toString();
    }

    private static String write(ExpositionFormatWriter writer, MetricSnapshots snapshots) {
        var bytes = new ByteArrayOutputStream();
        try {
            writer.write(bytes, snapshots);
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<MetricFamilyDescriptor> absent(
            MetricSnapshots snapshots, List<MetricFamilyDescriptor> families) {
        Set<String> present = new HashSet<>();
        for (MetricSnapshot snapshot : snapshots) {
            if (!snapshot.getDataPoints().isEmpty()) {
                present.add(snapshot.getMetadata().getPrometheusName());
            }
        }
        return families.stream()
                .filter(family -> !present.contains(family.getMetadata().getPrometheusName()))
                .toList();
    }

    /** Without the ending of a counter. */
    private static String name(MetricFamilyDescriptor family) {
        String name = family.getMetadata().getPrometheusName();
        return family.getType() == MetricType.COUNTER && name.endsWith("_total")
                ? name.substring(0, name.length() - "_total".length())
                : name;
    }

    private static String type(MetricFamilyDescriptor family, String unknown) {
        return family.getType() == MetricType.UNKNOWN
                ? unknown
                : family.getType().name().toLowerCase(Locale.ROOT);
    }

    private static String escaped(MetricFamilyDescriptor family, boolean quotes) {
        String help = family.getMetadata().getHelp();
        String text = (help == null ? "" : help).replace("\\", "\\\\").replace("\n", "\\n");
        return quotes ? text.replace("\"", "\\\"") : text;
    }
}
