package org.dragonfork.egress.supervise;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says when one run has used more than it may for too long. Processor and memory are watched apart, and dipping below a limit
 * starts its time anew. Not thread-safe; {@code nowNanos} must not go back.
 */
public final class LimitWatch {
    private final RunLimits limits;
    private OptionalLong cpuAboveSince = OptionalLong.empty();
    private OptionalLong memoryAboveSince = OptionalLong.empty();

    /** For a run that begins. */
    public LimitWatch(RunLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes in what the run uses now; to be called about each second.
     *
     * @param cpuPercent of the machine, or of what the control group allows
     * @return why the run must end, one line; empty as long as it may go on
     */
    public Optional<String> sample(double cpuPercent, long memoryBytes, long nowNanos) {
        boolean cpuAbove = limits.cpuPercent() > 0 && cpuPercent > limits.cpuPercent();
        boolean memoryAbove = limits.memoryBytes() > 0 && memoryBytes > limits.memoryBytes();
        cpuAboveSince = since(cpuAboveSince, cpuAbove, nowNanos);
        memoryAboveSince = since(memoryAboveSince, memoryAbove, nowNanos);
        if (isTooLong(cpuAboveSince, nowNanos)) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "above its limit of %.1f %% CPU for %d s, now %.1f %%",
                    limits.cpuPercent(),
                    limits.waitFor().toSeconds(),
                    cpuPercent));
        }
        if (isTooLong(memoryAboveSince, nowNanos)) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "above its limit of %d bytes of memory for %d s, now %d",
                    limits.memoryBytes(),
                    limits.waitFor().toSeconds(),
                    memoryBytes));
        }
        return Optional.empty();
    }

    private static OptionalLong since(OptionalLong before, boolean above, long nowNanos) {
        if (!above) {
            return OptionalLong.empty();
        }
        return before.isPresent() ? before : OptionalLong.of(nowNanos);
    }

    private boolean isTooLong(OptionalLong since, long nowNanos) {
        return since.isPresent()
                && nowNanos - since.getAsLong() >= limits.waitFor().toNanos();
    }
}
