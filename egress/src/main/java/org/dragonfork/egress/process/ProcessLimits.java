package org.dragonfork.egress.process;

/**
 * What a run may use before it is ended.
 *
 * @param cpuUsagePercent 0 to 100 of the whole machine, 0 for any
 * @param memoryBytes resident memory, 0 for any
 * @param waitForSeconds how long it may use more
 */
public record ProcessLimits(double cpuUsagePercent, long memoryBytes, long waitForSeconds) {
    /** No limits. */
    public static final ProcessLimits NONE = new ProcessLimits(0, 0, 0);
}
