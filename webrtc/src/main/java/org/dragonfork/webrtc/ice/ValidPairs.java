package org.dragonfork.webrtc.ice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The valid list of a lite agent (RFC 8445 section 7.3.2): the pairs that passed a check, the one checked longest ago first,
 * with what is known of each.
 */
final class ValidPairs {
    private record Entry(int generation, long priority, boolean nominated, long aliveNanos) {}

    private final Map<CandidatePair, Entry> entries = new LinkedHashMap<>();

    boolean contains(CandidatePair pair) {
        return entries.containsKey(pair);
    }

    int size() {
        return entries.size();
    }

    /**
     * Notes a check; true when the pair is new. A pair never falls back to an older generation.
     *
     * @param priority what the check says of the viewer's candidate, 0 to 2^32 - 1
     * @param nominates whether the check nominates the pair, which then stays nominated
     */
    boolean checked(CandidatePair pair, int generation, long priority, boolean nominates, long nowNanos) {
        Entry earlier = entries.remove(pair);
        int newest = earlier == null ? generation : Math.max(generation, earlier.generation());
        boolean nominated = nominates || (earlier != null && earlier.nominated());
        entries.put(pair, new Entry(newest, priority, nominated, nowNanos));
        return earlier == null;
    }

    /** Notes another sign of life of a pair that is contained. */
    void alive(CandidatePair pair, long nowNanos) {
        Entry entry = entry(pair);
        entries.replace(pair, new Entry(entry.generation(), entry.priority(), entry.nominated(), nowNanos));
    }

    /** Nanoseconds since the last sign of life of a pair that is contained. */
    long silentNanos(CandidatePair pair, long nowNanos) {
        return nowNanos - entry(pair).aliveNanos();
    }

    /** Generation of a pair that is contained. */
    int generation(CandidatePair pair) {
        return entry(pair).generation();
    }

    /** Whether the viewer nominated a pair that is contained. */
    boolean isNominated(CandidatePair pair) {
        return entry(pair).nominated();
    }

    /** Priority of a pair that is contained, as its last check said. */
    long priority(CandidatePair pair) {
        return entry(pair).priority();
    }

    /** Removes the pair that was checked longest ago, but not {@code keep}. */
    Optional<CandidatePair> forgetOldest(@Nullable CandidatePair keep) {
        for (CandidatePair pair : entries.keySet()) {
            if (!pair.equals(keep)) {
                entries.remove(pair);
                return Optional.of(pair);
            }
        }
        return Optional.empty();
    }

    /** Removes the pairs whose generation is meant, but not {@code keep}. */
    List<CandidatePair> forget(IntPredicate generations, @Nullable CandidatePair keep) {
        List<CandidatePair> forgotten = new ArrayList<>();
        entries.forEach((pair, entry) -> {
            if (!pair.equals(keep) && generations.test(entry.generation())) {
                forgotten.add(pair);
            }
        });
        forgotten.forEach(entries::remove);
        return forgotten;
    }

    private Entry entry(CandidatePair pair) {
        Entry entry = entries.get(pair);
        if (entry == null) {
            throw new IllegalArgumentException(pair + " is not validated");
        }
        return entry;
    }
}
