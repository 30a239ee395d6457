package org.dragonfork.webrtc.ice;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.dragonfork.webrtc.stun.StunReader;
import org.dragonfork.webrtc.stun.StunWriter;
import org.dragonfork.webrtc.stun.TransactionId;

/**
 * Asks STUN servers which address they see (RFC 8489 sections 6.2.1 and 6.3.3), so that an answer can name the outside of a
 * NAT. It sends nothing itself: the owner sends what {@link #poll} gives, hands in what comes, and asks again at
 * {@link #deadlineNanos}. Not thread-safe; times must not go back.
 */
public final class AddressDiscovery {
    /** RFC 8489 section 6.2.1: RTO, Rc and Rm. */
    private static final long RTO_NANOS = 500_000_000L;

    private static final int MAX_REQUESTS = 7;

    private static final int LAST_WAIT_FACTOR = 16;

    private final RandomGenerator random;
    private final Map<InetSocketAddress, Transaction> open = new HashMap<>();
    private Optional<InetSocketAddress> mapped4 = Optional.empty();
    private Optional<InetSocketAddress> mapped6 = Optional.empty();

    /** A request that has no answer yet. */
    private static final class Transaction {
        private final TransactionId id;
        private int sent;
        private long nextNanos;

        Transaction(TransactionId id, long nowNanos) {
            this.id = id;
            this.nextNanos = nowNanos;
        }
    }

    /**
     * A datagram to send from the port whose outside is wanted.
     *
     * @param to the server
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
    public record Request(byte[] bytes, InetSocketAddress to) {}

    /** @param random a cryptographic source: whoever guesses a transaction id can lie about the address */
    public AddressDiscovery(RandomGenerator random) {
        this.random = random;
    }

    /** Asks these servers, anew if they were asked before; what is known stays until another answer comes. */
    public void ask(List<InetSocketAddress> servers, long nowNanos) {
        open.clear();
        for (InetSocketAddress server : servers) {
            open.put(server, new Transaction(TransactionId.generate(random), nowNanos));
        }
    }

    /** The next datagram that is due, if one is. Servers that never answered are given up here. */
    public Optional<Request> poll(long nowNanos) {
        open.values().removeIf(waiting -> waiting.sent == MAX_REQUESTS && waiting.nextNanos - nowNanos <= 0);
        for (Map.Entry<InetSocketAddress, Transaction> entry : open.entrySet()) {
            Transaction waiting = entry.getValue();
            if (waiting.nextNanos - nowNanos <= 0) {
                waiting.sent++;
                int factor = waiting.sent == MAX_REQUESTS ? LAST_WAIT_FACTOR : 1 << (waiting.sent - 1);
                waiting.nextNanos = nowNanos + factor * RTO_NANOS;
                var request = StunMessage.binding(StunClass.REQUEST, waiting.id, List.of());
                return Optional.of(new Request(StunWriter.write(request), entry.getKey()));
            }
        }
        return Optional.empty();
    }

    /** When {@link #poll} has something to do, empty when nothing is awaited. */
    public OptionalLong deadlineNanos() {
        return open.values().stream().mapToLong(waiting -> waiting.nextNanos).reduce((a, b) -> a - b <= 0 ? a : b);
    }

    /**
     * Takes in a datagram. Anything but a success response to an open request, from the server that was asked, means
     * nothing.
     *
     * @return whether a server answered with it
     */
    public boolean handle(byte[] bytes, int offset, int length, InetSocketAddress from) {
        Transaction waiting = open.get(from);
        if (waiting == null) {
            return false;
        }
        Optional<InetSocketAddress> seen = StunReader.read(bytes, offset, length)
                .filter(message -> message.isBinding(StunClass.SUCCESS)
                        && message.transactionId().equals(waiting.id))
                .flatMap(message -> message.attribute(StunAttribute.XorMappedAddress.class))
                .map(StunAttribute.XorMappedAddress::address);
        if (seen.isEmpty()) {
            return false;
        }
        open.remove(from);
        if (seen.get().getAddress() instanceof Inet4Address) {
            mapped4 = seen;
        } else {
            mapped6 = seen;
        }
        return true;
    }

    /** Whether every server has answered or was given up. */
    public boolean isSettled() {
        return open.isEmpty();
    }

    /** The outside as last seen, at most one of each address family, IPv4 first. */
    public List<InetSocketAddress> mapped() {
        return Stream.concat(mapped4.stream(), mapped6.stream()).toList();
    }
}
