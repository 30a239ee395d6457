package org.dragonfork.server.ffmpeg;

/**
 * What holds for all processes together.
 *
 * @param reportLimits how much of what they say is kept
 */
public record SupervisorSettings(ReportLimits reportLimits) {
    /** As when nothing is configured. */
    public static final SupervisorSettings DEFAULT = new SupervisorSettings(ReportLimits.DEFAULT);
}
