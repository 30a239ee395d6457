package org.dragonfork.server.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The samples of one scrape, read back from the text. */
record UpstreamScrape(String text, Map<String, Double> samples) {
    static UpstreamScrape of(MetricSnapshots snapshots) {
        return of(snapshots, new UpstreamTextFormat());
    }

    static UpstreamScrape of(MetricSnapshots snapshots, ExpositionFormatWriter format) {
        var out = new ByteArrayOutputStream();
        try {
            format.write(out, snapshots);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        Map<String, Double> samples = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int blank = line.lastIndexOf(' ');
            Double before = samples.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
            if (before != null) {
                throw new AssertionError("twice: " + line);
            }
        });
        return new UpstreamScrape(text, samples);
    }

    /** The value of a series as it is written, for instance {@code mem_free_bytes{core="c"}}. */
    double value(String series) {
        Double value = samples.get(series);
        if (value == null) {
            throw new AssertionError("no " + series + " in\n" + text);
        }
        return value;
    }
}
