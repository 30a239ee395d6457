package org.dragonfork.egress.supervise;

import java.time.Duration;

/**
 * What a run may use before it is ended.
 *
 * @param cpuPercent of the whole machine, or of what the control group allows; 0 to 100, 0 for no limit
 * @param memoryBytes resident in memory, 0 for no limit
 * @param waitFor how long it must use more without a break until it is ended
 */
public record RunLimits(double cpuPercent, long memoryBytes, Duration waitFor) {
    /** No limits. */
    public static final RunLimits NONE = new RunLimits(0, 0, Duration.ZERO);

    /** @throws IllegalArgumentException when a value is out of range */
    public RunLimits {
        if (!(cpuPercent >= 0 && cpuPercent <= 100)) {
            throw new IllegalArgumentException("the limit of CPU usage must be 0 to 100 percent");
        }
        if (memoryBytes < 0 || waitFor.isNegative()) {
            throw new IllegalArgumentException("the limit of memory and the time to wait must not be negative");
        }
    }

    /** Whether there is anything to watch. */
    public boolean exist() {
        return cpuPercent > 0 || memoryBytes > 0;
    }
}
