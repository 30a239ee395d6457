package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.dragonfork.egress.supervise.ExitStatus;
import org.dragonfork.egress.supervise.ProbeResult;
import org.dragonfork.egress.supervise.ProbedStream;
import org.jspecify.annotations.Nullable;

/** One look of FFmpeg at inputs: ended as soon as it has told enough, and always waited for. */
final class Probe implements Run.Output {
    /** As the original: a source that has not told what it is by then is not there. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    // A camera is told that its visitor leaves, else some let nobody else in for a minute.
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int MAX_LINES = 300;
    // Which part of FFmpeg speaks, and where it is in memory.
    private static final Pattern NO_REASON =
            Pattern.compile("^(?:At least one output file|Exiting normally|To ignore this, add a trailing)");
    private static final Pattern SPEAKER = Pattern.compile("^\\[[^\\]]{1,80} @ 0x[0-9a-f]{1,16}\\] ");

    private final List<String> command;
    private final Run.Starter starter;
    private final Duration limit;
    private final List<String> lines = new ArrayList<>();
    private final InputBanner banner = new InputBanner();
    private final PictureOrder order = new PictureOrder();
    private final CountDownLatch enough = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    Probe(List<String> command, Run.Starter starter, Duration limit) {
        this.command = command;
        this.starter = starter;
        this.limit = limit;
    }

    /** Runs it to its end, at the latest some seconds after the limit; on a thread that may wait. */
    ProbeResult run() {
        Run process;
        try {
            process = starter.start(command, this);
        } catch (IOException e) {
            return new ProbeResult(List.of(), List.of("FFmpeg could not be started: " + e.getMessage()));
        }
        boolean inTime = await(enough, limit);
        process.interrupt();
        if (!await(gone, FAREWELL)) {
            process.kill();
            await(gone, FAREWELL);
        }
        if (!inTime) {
            said("the input did not tell what it is within " + limit.toSeconds() + " s");
        }
        return result();
    }

    /** Ends it early; {@link #run} returns soon after. */
    void cancel() {
        enough.countDown();
    }

    @Override
    public void said(String line) {
        synchronized (lines) {
            banner.accept(line);
            if (!line.isBlank() && lines.size() < MAX_LINES) {
                lines.add(Masked.text(line.stripTrailing()));
            }
        }
        endWhenDecided();
    }

    /** What the muxer says about the pictures. */
    @Override
    public LineSink stdout() {
        return line -> {
            order.accept(line);
            endWhenDecided();
        };
    }

    @Override
    public void described(String sdp) {
        // It has no RTP output.
    }

    @Override
    public void exited(ExitStatus status) {
        gone.countDown();
        enough.countDown();
    }

    private void endWhenDecided() {
        if (order.isDecided() || (order.hasBegun() && !orderMatters())) {
            enough.countDown();
        }
    }

    // Only copied H.264 can have B-frames that reach a browser, and its Baseline profiles have none (H.264 A.2.1).
    private boolean orderMatters() {
        synchronized (lines) {
            List<ProbedStream> seen = banner.streams();
            return seen.isEmpty() || seen.stream().anyMatch(Probe::mayHaveBFrames);
        }
    }

    private static boolean mayHaveBFrames(ProbedStream stream) {
        return stream.codec().equals("h264")
                && !stream.profile().toLowerCase(Locale.ROOT).endsWith("baseline");
    }

    private ProbeResult result() {
        synchronized (lines) {
            List<ProbedStream> streams = banner.streams().stream()
                    .map(stream -> withBFrames(stream, mayHaveBFrames(stream) && order.mayBeReordered()))
                    .toList();
            return new ProbeResult(streams, lines);
        }
    }

    static ProbedStream withBFrames(ProbedStream stream, boolean bFrames) {
        return with(stream, stream.index(), bFrames);
    }

    static ProbedStream at(ProbedStream stream, int index) {
        return with(stream, index, stream.hasBFrames());
    }

    private static ProbedStream with(ProbedStream stream, int index, boolean bFrames) {
        return new ProbedStream(
                stream.url(),
                stream.format(),
                index,
                stream.stream(),
                stream.language(),
                stream.type(),
                stream.codec(),
                stream.profile(),
                bFrames,
                stream.interlaced(),
                stream.attachedPicture(),
                stream.coder(),
                stream.bitrateKbps(),
                stream.durationSeconds(),
                stream.fps(),
                stream.pixelFormat(),
                stream.width(),
                stream.height(),
                stream.pixelAspect(),
                stream.rotation(),
                stream.samplingHz(),
                stream.layout(),
                stream.channels());
    }

    private static boolean await(CountDownLatch latch, Duration patience) {
        try {
            return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The line that says best why nothing was found. */
    static String complaint(List<String> said) {
        @Nullable String last = null;
        for (String line : said) {
            // "Input/output error" is all that comes after it.
            boolean decided = last != null && last.contains("Failed to resolve hostname");
            if (!decided && !NO_REASON.matcher(line).find()) {
                last = line;
            }
        }
        return last == null
                ? "FFmpeg said nothing"
                : SPEAKER.matcher(BannerReader.withoutLevel(last.strip())).replaceFirst("");
    }
}
