package org.dragonfork.webrtc.ice;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The addresses that passed a check, the one checked longest ago first, with when and in which generation that was. */
final class ValidatedAddresses {
    private record Check(int generation, long nanos) {}

    private final Map<InetSocketAddress, Check> checks = new LinkedHashMap<>();

    boolean contains(InetSocketAddress address) {
        return checks.containsKey(address);
    }

    int size() {
        return checks.size();
    }

    /** Notes a check; true when the address is new. An address never falls back to an older generation. */
    boolean checked(InetSocketAddress address, int generation, long nowNanos) {
        Check earlier = checks.remove(address);
        int newest = earlier == null ? generation : Math.max(generation, earlier.generation());
        checks.put(address, new Check(newest, nowNanos));
        return earlier == null;
    }

    /** Nanoseconds since the last check from an address that is contained. */
    long silentNanos(InetSocketAddress address, long nowNanos) {
        Check check = checks.get(address);
        if (check == null) {
            throw new IllegalArgumentException(address + " is not validated");
        }
        return nowNanos - check.nanos();
    }

    /** Removes the address that was checked longest ago, but not {@code keep}. */
    Optional<InetSocketAddress> forgetOldest(@Nullable InetSocketAddress keep) {
        for (InetSocketAddress address : checks.keySet()) {
            if (!address.equals(keep)) {
                checks.remove(address);
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    /** Removes the addresses whose generation is meant, but not {@code keep}. */
    List<InetSocketAddress> forget(IntPredicate generations, @Nullable InetSocketAddress keep) {
        List<InetSocketAddress> forgotten = new ArrayList<>();
        checks.forEach((address, check) -> {
            if (!address.equals(keep) && generations.test(check.generation())) {
                forgotten.add(address);
            }
        });
        forgotten.forEach(checks::remove);
        return forgotten;
    }
}
