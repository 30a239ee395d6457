package org.dragonfork.server.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Whose request this is: the other end of the socket, or whom a trusted proxy names. */
final class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** Fields that proxies add; a request with one of them did not start where the socket says. */
    private static final List<String> MARKS = List.of(FORWARDED_FOR, "Forwarded", "X-Real-IP", "Via");

    private final Predicate<InetAddress> proxies;

    ClientAddress(Predicate<InetAddress> proxies) {
        this.proxies = proxies;
    }

    /**
     * The same request with the client's own address: from the last entry backwards, the first that is no trusted proxy,
     * since everything before it is the word of a stranger.
     */
    EdgeRequest resolve(EdgeRequest request) {
        if (!proxies.test(request.client())) {
            return request;
        }
        InetAddress client = request.client();
        String[] hops = request.header(FORWARDED_FOR).orElse("").split(",", -1);
        for (int i = hops.length - 1; i >= 0 && proxies.test(client); i--) {
            Optional<InetAddress> hop = literal(hops[i].strip());
            if (hop.isEmpty()) {
                break;
            }
            client = hop.get();
        }
        return request.from(client);
    }

    /**
     * Whether a program on this machine sent it. A proxy on this machine that is not configured would make the whole world
     * look so, hence whatever was forwarded does not count.
     */
    boolean isOfThisMachine(EdgeRequest socket, EdgeRequest resolved) {
        boolean forwarded = MARKS.stream().anyMatch(mark -> socket.header(mark).isPresent());
        return resolved.client().isLoopbackAddress() && (!forwarded || proxies.test(socket.client()));
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
