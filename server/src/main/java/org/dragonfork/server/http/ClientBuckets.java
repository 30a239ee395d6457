package org.dragonfork.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The token buckets of all clients (W-29). Safe for many threads. Bounded: when full, the client that was quiet for
 * longest is forgotten. An IPv6 client is its /64, since it can use every address in there.
 */
final class ClientBuckets {
    private static final int IPV6_PREFIX_BYTES = 8;
    private static final double NANOS_PER_SECOND = 1e9;

    private final RateLimit limit;
    private final LongSupplier nanoTime;
    private final Map<InetAddress, Bucket> buckets;

    ClientBuckets(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
                return size() > limit.maxClients();
            }
        };
    }

    /** Takes one token; returns 0, or the seconds to wait when there is none. */
    synchronized int secondsToWait(InetAddress client) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(key(client), c -> new Bucket(limit.burst(), now));
        double filled = (now - bucket.filledAt) / NANOS_PER_SECOND * limit.perSecond();
        bucket.tokens = Math.min(limit.burst(), bucket.tokens + filled);
        bucket.filledAt = now;
        if (bucket.tokens >= 1) {
            bucket.tokens -= 1;
            return 0;
        }
        return (int) Math.max(1, Math.ceil((1 - bucket.tokens) / limit.perSecond()));
    }

    synchronized int size() {
        return buckets.size();
    }

    private static InetAddress key(InetAddress client) {
        if (!(client instanceof Inet6Address)) {
            return client;
        }
        byte[] prefix = client.getAddress();
        Arrays.fill(prefix, IPV6_PREFIX_BYTES, prefix.length, (byte) 0);
        try {
            return InetAddress.getByAddress(prefix);
        } catch (java.net.UnknownHostException cannotBe) {
            throw new IllegalStateException("16 bytes are an address", cannotBe);
        }
    }

    private static final class Bucket {
        private double tokens;
        private long filledAt;

        private Bucket(double tokens, long filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }
    }
}
