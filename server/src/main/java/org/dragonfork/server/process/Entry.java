package org.dragonfork.server.process;

import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.StoredProcess;

/**
 * A process in the table.
 *
 * @param number by which the table is ordered: earlier ones are smaller
 * @param stored what is kept of it, or would be
 * @param kept whether it survives a restart; those of the command line do not
 * @param fault why it is not with the runner, or does not run although it shall; empty when all is well
 */
record Entry(long number, StoredProcess stored, boolean kept, String fault) {
    ProcessConfig config() {
        return stored.config();
    }

    Entry with(StoredProcess other) {
        return new Entry(number, other, kept, fault);
    }

    Entry withFault(String other) {
        return new Entry(number, stored, kept, other);
    }
}
