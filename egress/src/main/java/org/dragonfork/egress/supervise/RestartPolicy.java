package org.dragonfork.egress.supervise;

import java.time.Duration;

/**
 * When a process that shall run is begun again, and when a run counts as hung.
 *
 * @param reconnect whether a run that ended, for whatever reason, is followed by another
 * @param reconnectDelay from the end of a run to the beginning of the next; always the same, without back-off
 * @param staleTimeout how long a run may go without progress before it is interrupted; zero for ever
 */
public record RestartPolicy(boolean reconnect, Duration reconnectDelay, Duration staleTimeout) {
    /** @throws IllegalArgumentException when a time is negative */
    public RestartPolicy {
        if (reconnectDelay.isNegative() || staleTimeout.isNegative()) {
            throw new IllegalArgumentException("reconnect delay and stale timeout must not be negative");
        }
    }
}
