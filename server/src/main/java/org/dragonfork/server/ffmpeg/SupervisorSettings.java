package org.dragonfork.server.ffmpeg;

/**
 * What holds for all processes together.
 *
 * @param reportLimits how much of what they say is kept
 * @param maxProcesses how many may be ordered to run at a time, {@code ffmpeg.max_processes}; 0 for any number
 */
public record SupervisorSettings(ReportLimits reportLimits, int maxProcesses) {
    /** As when nothing is configured. */
    public static final SupervisorSettings DEFAULT = new SupervisorSettings(ReportLimits.DEFAULT, 0);

    /** @throws IllegalArgumentException when the number is negative */
    public SupervisorSettings {
        if (maxProcesses < 0) {
            throw new IllegalArgumentException("ffmpeg.max_processes must not be negative");
        }
    }
}
