package org.dragonfork.server.ffmpeg;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.dragonfork.egress.supervise.ProcessState;

/** How often each state was entered. Counted on the supervisor's thread, read on any. */
final class StateCounts {
    private final Map<ProcessState, AtomicLong> entries = new EnumMap<>(ProcessState.class);

    StateCounts() {
        this(Map.of());
    }

    /** @param before where it goes on from; a missing state counts as never */
    StateCounts(Map<ProcessState, Long> before) {
        for (ProcessState state : ProcessState.values()) {
            entries.put(state, new AtomicLong(before.getOrDefault(state, 0L)));
        }
    }

    void entered(ProcessState state) {
        Objects.requireNonNull(entries.get(state)).incrementAndGet();
    }

    /** All states, also those never entered. */
    Map<ProcessState, Long> all() {
        Map<ProcessState, Long> all = new EnumMap<>(ProcessState.class);
        entries.forEach((state, count) -> all.put(state, count.get()));
        return all;
    }
}
