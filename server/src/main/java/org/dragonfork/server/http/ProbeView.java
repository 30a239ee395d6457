package org.dragonfork.server.http;

import java.math.BigDecimal;
import java.util.List;
import org.dragonfork.egress.supervise.ProbeResult;
import org.dragonfork.egress.supervise.ProbedStream;

/** What is in the inputs of a process, as clients of the original read it. */
record ProbeView(List<Found> streams, List<String> log) {
    static ProbeView of(ProbeResult result) {
        return new ProbeView(result.streams().stream().map(Found::of).toList(), result.log());
    }

    /** One stream. */
    record Found(
            String url,
            String format,
            int index,
            int stream,
            String language,
            String type,
            String codec,
            String coder,
            BigDecimal bitrateKbps,
            BigDecimal durationSec,
            BigDecimal fps,
            String pixFmt,
            int width,
            int height,
            int samplingHz,
            String layout,
            int channels) {
        static Found of(ProbedStream stream) {
            return new Found(
                    stream.url(),
                    stream.format(),
                    stream.index(),
                    stream.stream(),
                    stream.language(),
                    stream.type(),
                    stream.codec(),
                    stream.coder(),
                    ProgressView.number(stream.bitrateKbps()),
                    ProgressView.number(stream.durationSeconds()),
                    ProgressView.number(stream.fps()),
                    stream.pixelFormat(),
                    stream.width(),
                    stream.height(),
                    stream.samplingHz(),
                    stream.layout(),
                    stream.channels());
        }
    }
}
