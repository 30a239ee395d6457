package org.dragonfork.server.ffmpeg;

import java.time.Duration;
import java.util.ArrayDeque;

/** How fast a counter grows, as the mean of the last 30 s. Not thread-safe; nano times must not go back. */
final class SlidingMean {
    /** As the original. */
    static final Duration WINDOW = Duration.ofSeconds(30);

    // FFmpeg tells twice a second; it must not cost more when something tells faster.
    private static final long CLOSEST_NANOS = Duration.ofMillis(250).toNanos();
    // Later than that the last number is no news any more, and the rate sinks.
    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long count) {}

    /** A number below the one before counts as that: FFmpeg rounds in one place and not in another. */
    void add(long told, long nowNanos) {
        long count = samples.isEmpty() ? told : Math.max(told, samples.getLast().count());
        if (samples.size() > 1) {
            Sample last = samples.removeLast();
            if (last.nanos() - samples.getLast().nanos() >= CLOSEST_NANOS) {
                samples.addLast(last);
            }
        }
        samples.addLast(new Sample(nowNanos, count));
        trim(nowNanos);
    }

    /** 0 until there are two numbers. */
    double perSecond(long nowNanos) {
        trim(nowNanos);
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long end = nowNanos - last.nanos() > FRESH_NANOS ? nowNanos : last.nanos();
        return 1e9 * (last.count() - first.count()) / Math.max(1, end - first.nanos());
    }

    // The newest one that is too old stays: the window begins with it.
    private void trim(long nowNanos) {
        while (samples.size() > 1) {
            Sample first = samples.removeFirst();
            if (nowNanos - samples.getFirst().nanos() < WINDOW.toNanos()) {
                samples.addFirst(first);
                return;
            }
        }
    }
}
