package org.dragonfork.egress.supervise;

import java.util.Set;

/** How a run ended, as the operating system tells it. */
public sealed interface ExitStatus {
    /** One line for a person. */
    String describe();

    /**
     * It ended by itself.
     *
     * @param value 0 to 255; 0 is success and 255 is how FFmpeg answers an interrupt
     */
    record Code(int value) implements ExitStatus {
        @Override
        public String describe() {
            return "exit code " + value;
        }
    }

    /**
     * A signal ended it.
     *
     * @param number of the signal, 9 for SIGKILL
     */
    record Signal(int number) implements ExitStatus {
        @Override
        public String describe() {
            return "ended by signal " + number;
        }
    }

    /**
     * Reads the number by which shells and the JDK report both, a signal as 128 + its number. FFmpeg from 6.1 on exits with
     * the low byte of its error code, so that 143 is an unreachable host far more often than a SIGTERM (which FFmpeg
     * catches): only signals that FFmpeg does not catch, or catches only after its first moments, are read as such.
     */
    static ExitStatus of(int reported) {
        // HUP, INT, QUIT, ILL, ABRT, BUS, FPE, KILL, SEGV
        return Set.of(1, 2, 3, 4, 6, 7, 8, 9, 11).contains(reported - 128)
                ? new Signal(reported - 128)
                : new Code(reported);
    }
}
