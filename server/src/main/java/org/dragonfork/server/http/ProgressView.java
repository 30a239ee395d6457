package org.dragonfork.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.dragonfork.egress.supervise.IoProgress;
import org.dragonfork.egress.supervise.RunProgress;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, as clients of the original read it. A kilobit has 1024 bits here; a number without decimals has none,
 * one with them has three, and the rates of a single stream always have three.
 */
record ProgressView(
        List<Io> inputs,
        List<Io> outputs,
        long frame,
        long packet,
        BigDecimal fps,
        BigDecimal q,
        long sizeKb,
        BigDecimal time,
        BigDecimal bitrateKbit,
        BigDecimal speed,
        long drop,
        long dup) {
    static ProgressView of(RunProgress progress) {
        return new ProgressView(
                progress.inputs().stream().map(io -> Io.of(io, false)).toList(),
                progress.outputs().stream().map(io -> Io.of(io, true)).toList(),
                progress.frame(),
                progress.packet(),
                number(progress.fps()),
                number(progress.quantizer()),
                progress.sizeBytes() / 1024,
                number(progress.time().toMillis() / 1000.0),
                number(progress.bitsPerSecond() / 1024),
                number(progress.speed()),
                progress.dropped(),
                progress.duplicated());
    }

    /** One stream of an input or output; what only some streams have is left out elsewhere. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Io(
            String id,
            String address,
            int index,
            int stream,
            String format,
            String type,
            String codec,
            String coder,
            long frame,
            long keyframe,
            Rates framerate,
            BigDecimal fps,
            long packet,
            BigDecimal pps,
            long sizeKb,
            BigDecimal bitrateKbit,
            long extradataSizeBytes,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Object avstream,

            @Nullable String pixFmt,
            @Nullable BigDecimal q,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Integer samplingHz,
            @Nullable String layout,
            @Nullable Integer channels) {
        static Io of(IoProgress io, boolean output) {
            return new Io(
                    io.id(),
                    io.address(),
                    io.index(),
                    io.stream(),
                    io.format(),
                    io.type(),
                    io.codec(),
                    io.coder(),
                    io.frame(),
                    io.keyFrame(),
                    new Rates(
                            rate(io.frameRate().min()),
                            rate(io.frameRate().max()),
                            rate(io.frameRate().average())),
                    rate(io.fps()),
                    io.packet(),
                    rate(io.pps()),
                    io.sizeBytes() / 1024,
                    rate(io.bitsPerSecond() / 1024),
                    io.extradataBytes(),
                    null,
                    io.pixelFormat().isEmpty() ? null : io.pixelFormat(),
                    output && io.quantizer() != 0 ? number(io.quantizer()) : null,
                    known(io.width()),
                    known(io.height()),
                    known(io.samplingHz()),
                    io.layout().isEmpty() ? null : io.layout(),
                    known(io.channels()));
        }
    }

    /** How much a rate of pictures varies. */
    record Rates(BigDecimal min, BigDecimal max, BigDecimal avg) {}

    /** Without decimals if it has none, else with three. */
    static BigDecimal number(double value) {
        BigDecimal rounded = rate(value);
        BigDecimal whole = rounded.setScale(0, RoundingMode.DOWN);
        return whole.compareTo(rounded) == 0 ? whole : rounded;
    }

    /** With three decimals; FFmpeg's "not a number" is 0. */
    static BigDecimal rate(double value) {
        double finite = Double.isFinite(value) ? value : 0;
        return BigDecimal.valueOf(finite).setScale(3, RoundingMode.HALF_UP);
    }

    private static @Nullable Integer known(int value) {
        return value == 0 ? null : value;
    }
}
