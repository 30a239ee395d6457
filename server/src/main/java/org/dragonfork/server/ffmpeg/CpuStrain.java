package org.dragonfork.server.ffmpeg;

import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.dragonfork.egress.supervise.SlowWatch.Strain;

/**
 * How much of the machine FFmpegs use.
 *
 * @param processors that the machine has or the control group allows
 * @param ofAll percent of them that all FFmpegs of this server use together
 */
record CpuStrain(double processors, DoubleSupplier ofAll) {
    // A thread that waits for nothing has some of its time taken by others.
    private static final double ONE_THREAD = 75;
    private static final double EVERYTHING = 85;

    /** What a run that uses this is under; nothing is known where the system does not tell. */
    Strain of(Optional<Run.Usage> usage) {
        if (usage.isEmpty()) {
            return Strain.BUSY;
        }
        if (ofAll.getAsDouble() >= EVERYTHING) {
            return Strain.ALL;
        }
        return usage.get().cpuPercent() * processors >= ONE_THREAD ? Strain.BUSY : Strain.LITTLE;
    }
}
