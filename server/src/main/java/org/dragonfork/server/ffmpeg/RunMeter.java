package org.dragonfork.server.ffmpeg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.dragonfork.egress.supervise.IoProgress;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RunProgress;

/**
 * Listens to one run and tells how far it is. FFmpeg as it comes says which streams there are and counts all outputs together;
 * one with datarhei's patch counts every stream. What FFmpeg does not count of the legs, their receiver does. Thread-safe.
 */
final class RunMeter {
    /** What a line meant. */
    enum Heard {
        /** No progress, so it belongs into the log. */
        TEXT,
        /** Numbers that say nothing new. */
        NUMBERS,
        /** Numbers that show that more was put out. */
        ADVANCE
    }

    private final Ids ids;
    private final LongSupplier nanoClock;
    private final LegMeter legs;
    private final BannerReader banner = new BannerReader();
    private final ProgressReader progressLines = new ProgressReader(this::countedInTotal);
    private final StatsReader statsLines = new StatsReader(this::counted);
    private final SlidingMean frames = new SlidingMean();
    private final SlidingMean bytes = new SlidingMean();
    private final Map<StreamKey, StreamRates> rates = new HashMap<>();
    private Progress last = Progress.NONE;
    private boolean advanced;

    /**
     * The ids of the inputs and outputs in the configuration; the legs come after them and have none.
     *
     * @param inputs by index
     * @param outputs by index
     */
    record Ids(List<String> inputs, List<String> outputs) {
        static Ids of(ProcessSpec spec) {
            return new Ids(
                    spec.inputs().stream().map(ProcessSpec.MediaInput::id).toList(),
                    spec.outputs().stream().map(ProcessSpec.MediaOutput::id).toList());
        }

        String of(StreamKey key) {
            List<String> ids = key.output() ? outputs : inputs;
            return key.index() < ids.size() ? ids.get(key.index()) : "";
        }

        boolean isLeg(StreamKey key) {
            return key.output() && key.index() >= outputs.size();
        }
    }

    private static final class StreamRates {
        final SlidingMean frames = new SlidingMean();
        final SlidingMean packets = new SlidingMean();
        final SlidingMean bytes = new SlidingMean();

        void add(Progress.OfStream counted, long now) {
            frames.add(counted.frame(), now);
            packets.add(counted.packet(), now);
            bytes.add(counted.sizeBytes(), now);
        }
    }

    /** @param legs of this run */
    RunMeter(Ids ids, LongSupplier nanoClock, LegMeter legs) {
        this.ids = ids;
        this.nanoClock = nanoClock;
        this.legs = legs;
    }

    synchronized Heard accept(String said) {
        String line = BannerReader.withoutLevel(said);
        advanced = false;
        if (statsLines.accept(line) || progressLines.accept(line)) {
            return advanced ? Heard.ADVANCE : Heard.NUMBERS;
        }
        banner.accept(line);
        return Heard.TEXT;
    }

    /** How far the run is at this moment; rates sink when it says nothing any more. */
    synchronized RunProgress progress() {
        long now = nanoClock.getAsLong();
        List<IoProgress> inputs = new ArrayList<>();
        List<IoProgress> outputs = new ArrayList<>();
        Map<StreamKey, Progress.OfStream> counted = new HashMap<>();
        last.streams().forEach(stream -> counted.put(stream.key(), stream));
        boolean firstVideo = true;
        for (MediaStream stream : statsLines.isThere() ? statsLines.streams() : banner.streams()) {
            Progress.OfStream count = counted.getOrDefault(stream.key(), Progress.OfStream.none(stream.key()));
            boolean pictures = stream.key().output() && stream.line().type().equals("video");
            // FFmpeg counts the pictures of the first video output and of no other stream.
            boolean total = pictures && firstVideo && !statsLines.isThere();
            firstVideo &= !pictures;
            (stream.key().output() ? outputs : inputs).add(shown(stream, count, total, now));
        }
        LegMeter.Count received = legs.total(now);
        return new RunProgress(
                inputs,
                outputs,
                told(last.frame(), received.pictures()),
                told(last.packet(), received.packets()),
                last.frame() > 0 ? frames.perSecond(now) : received.picturesPerSecond(),
                last.quantizer(),
                told(last.sizeBytes(), received.bytes()),
                last.time(),
                8 * (last.sizeBytes() > 0 ? bytes.perSecond(now) : received.bytesPerSecond()),
                last.speed(),
                last.dropped(),
                last.duplicated());
    }

    // A patched FFmpeg says more in its own lines; should it write the others too, they would hide the streams.
    private void countedInTotal(Progress next) {
        if (!statsLines.isThere()) {
            counted(next);
        }
    }

    private void counted(Progress next) {
        long now = nanoClock.getAsLong();
        advanced = next.isBeyond(last);
        last = next;
        legs.sample(now);
        frames.add(next.frame(), now);
        bytes.add(next.sizeBytes(), now);
        if (statsLines.isThere()) {
            for (Progress.OfStream stream : next.streams()) {
                rates.computeIfAbsent(stream.key(), _ -> new StreamRates()).add(stream, now);
            }
        }
    }

    private IoProgress shown(MediaStream stream, Progress.OfStream count, boolean total, long now) {
        StreamLine line = stream.line();
        StreamRates rate = Objects.requireNonNullElseGet(rates.get(stream.key()), StreamRates::new);
        LegMeter.Count received = ids.isLeg(stream.key()) ? legs.of(line.type(), now) : LegMeter.Count.NONE;
        long frame = total ? last.frame() : count.frame();
        double fps = total ? frames.perSecond(now) : rate.frames.perSecond(now);
        return new IoProgress(
                ids.of(stream.key()),
                stream.address(),
                stream.key().index(),
                stream.key().stream(),
                stream.format(),
                line.type(),
                line.codec(),
                stream.coder(),
                told(frame, received.pictures()),
                count.keyFrame(),
                count.frameRate(),
                frame > 0 ? fps : received.picturesPerSecond(),
                told(count.packet(), received.packets()),
                count.packet() > 0 ? rate.packets.perSecond(now) : received.packetsPerSecond(),
                told(count.sizeBytes(), received.bytes()),
                8 * (count.sizeBytes() > 0 ? rate.bytes.perSecond(now) : received.bytesPerSecond()),
                count.extradataBytes(),
                line.pixelFormat(),
                count.quantizer(),
                line.width(),
                line.height(),
                line.samplingHz(),
                line.layout(),
                line.channels());
    }

    private static long told(long byFfmpeg, long received) {
        return byFfmpeg > 0 ? byFfmpeg : received;
    }
}
