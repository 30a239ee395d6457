package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.supervise.ExitStatus;

/** One run of FFmpeg. Its methods return at once. */
interface Run {
    /** Of the operating system. */
    long pid();

    /** Asks it to end in good order. */
    void interrupt();

    /** Ends it at once, also when it is stopped or takes no signals. */
    void kill();

    /** What it has used since this was asked last; empty when the system does not tell. */
    Optional<Usage> usage();

    /**
     * What a run uses.
     *
     * @param cpuPercent of the machine, or of what the control group allows, 0 to 100
     * @param memoryBytes resident in memory
     */
    record Usage(double cpuPercent, long memoryBytes) {
        /** No run. */
        static final Usage NONE = new Usage(0, 0);
    }

    /** What a run tells; called from threads of the run, {@link #exited} last. */
    interface Output {
        /** A line of its standard error. */
        void said(String line);

        /** The SDP of the RTP outputs. */
        void described(String sdp);

        /** What takes the lines of standard output. */
        default LineSink stdout() {
            return new SdpCapture(this::described);
        }

        /** The run is gone, and all it said was handed over. */
        void exited(ExitStatus status);
    }

    /** Starts runs. */
    interface Starter {
        /**
         * @param command the program and its arguments
         * @throws IOException when nothing was started
         */
        Run start(List<String> command, Output output) throws IOException;
    }
}
