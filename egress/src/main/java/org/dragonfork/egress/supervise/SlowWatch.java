package org.dragonfork.egress.supervise;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says when one run encodes video slower than it comes. FFmpeg's own {@code speed} is a mean since the run began, which is late
 * and never forgets the start; this looks at what was put out in the last {@link #WINDOW}. A source that sends less than it
 * should looks the same, but FFmpeg then waits: the processors tell the two apart. Where a source throws away what is not
 * fetched in time, media time goes on as if nothing was amiss, and pictures are missing instead. Not thread-safe;
 * {@code nowNanos} must not go back.
 */
public final class SlowWatch {
    /** What is looked at; a playlist of short segments comes in gusts. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    /** How long it has to be so: one gust that is left out of the window is nothing. */
    static final Duration HOLD = Duration.ofSeconds(5);

    // Inputs and outputs are opened and encoders filled.
    private static final Duration START = Duration.ofSeconds(3);
    // A source that sends nothing has a message of its own, and segments of a playlist come so far apart.
    private static final Duration PAUSE = Duration.ofSeconds(3);
    // Below it a viewer falls back a second in 12, above the other it counts as mended.
    private static final double SLOW = 0.92;
    private static final double MENDED = 0.97;
    // Cameras send fewer pictures in the dark, so more must be missing, and no processor be free.
    private static final double FEW_PICTURES = 0.8;
    // Of the samples of a window.
    private static final double MOST = 0.8;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private double nominalRate;
    private OptionalLong firstAt = OptionalLong.empty();
    private long advancedAt;
    private OptionalLong slowSince = OptionalLong.empty();
    private boolean slow;

    /** How much FFmpeg works. */
    public enum Strain {
        /** It waits more than it works. */
        LITTLE,
        /** It works about as much as one thread can, or nobody can tell. */
        BUSY,
        /** No processor is left to it. */
        ALL
    }

    private record Sample(long nanos, Duration time, long pictures, Strain strain) {}

    /** For a run that begins. */
    public SlowWatch() {}

    /** What the source promises: pictures a second; 0, as in the beginning, when it is not known or means nothing. */
    public void expect(double picturesPerSecond) {
        nominalRate = picturesPerSecond;
    }

    /**
     * Takes in how far the run is; to be called about each second.
     *
     * @return what is slow, one line; empty while all is well or not known
     */
    public Optional<String> sample(RunProgress progress, Strain strain, long nowNanos) {
        boolean encodes = progress.outputs().stream()
                .anyMatch(stream -> stream.type().equals("video")
                        && !stream.coder().isEmpty()
                        && !stream.coder().equals("copy"));
        Sample now = new Sample(nowNanos, progress.time(), progress.frame(), strain);
        if (!encodes || now.time().isZero() || isStarting(nowNanos) || hasPaused(now)) {
            forget();
            return Optional.empty();
        }
        samples.addLast(now);
        while (samples.size() > 1 && nowNanos - second().nanos() >= WINDOW.toNanos()) {
            samples.removeFirst();
        }
        double seconds = (nowNanos - samples.getFirst().nanos()) / 1e9;
        if (seconds < WINDOW.toSeconds()) {
            return Optional.empty();
        }
        return judge(seconds, now, nowNanos);
    }

    private Optional<String> judge(double seconds, Sample now, long nowNanos) {
        Sample first = samples.getFirst();
        double pace = now.time().minus(first.time()).toNanos() / 1e9 / seconds;
        double pictures = (now.pictures() - first.pictures()) / seconds;
        boolean late = pace < (slow ? MENDED : SLOW) && share(Strain.BUSY) >= MOST;
        boolean few = pictures < nominalRate * (slow ? MENDED : FEW_PICTURES) && share(Strain.ALL) >= MOST;
        if (!late && !few) {
            slow = false;
            slowSince = OptionalLong.empty();
            return Optional.empty();
        }
        slowSince = slowSince.isPresent() ? slowSince : OptionalLong.of(nowNanos);
        slow |= nowNanos - slowSince.getAsLong() >= HOLD.toNanos();
        if (!slow) {
            return Optional.empty();
        }
        String what = late
                ? String.format(Locale.ROOT, "%.0f s of it in each 10 s", 10 * pace)
                : String.format(Locale.ROOT, "%.0f of %.0f pictures a second", pictures, nominalRate);
        return Optional.of(
                "video is encoded slower than it comes (" + what + "), so viewers see it late and jerking: let"
                        + " the source send H.264 without B-frames, which is copied, or a smaller picture or fewer of them,"
                        + " or run less on this machine");
    }

    private boolean isStarting(long nowNanos) {
        if (firstAt.isEmpty()) {
            firstAt = OptionalLong.of(nowNanos);
            advancedAt = nowNanos;
        }
        return nowNanos - firstAt.getAsLong() < START.toNanos();
    }

    private boolean hasPaused(Sample now) {
        Sample last = samples.peekLast();
        if (last == null || now.time().compareTo(last.time()) > 0 || now.pictures() > last.pictures()) {
            advancedAt = now.nanos();
        }
        boolean backwards = last != null && now.time().compareTo(last.time()) < 0;
        return backwards || now.nanos() - advancedAt >= PAUSE.toNanos();
    }

    private void forget() {
        samples.clear();
        slow = false;
        slowSince = OptionalLong.empty();
    }

    private double share(Strain atLeast) {
        return (double) samples.stream()
                        .filter(sample -> sample.strain().compareTo(atLeast) >= 0)
                        .count()
                / samples.size();
    }

    private Sample second() {
        var each = samples.iterator();
        each.next();
        return each.next();
    }
}
