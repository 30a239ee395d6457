package org.dragonfork.server.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the server finds out its public address.
 *
 * @param stunServers asked for it, not resolved; empty for not asking
 * @param timeout how long an answer to a viewer waits for it
 */
public record GatherConfig(List<InetSocketAddress> stunServers, Duration timeout) {
    /** RFC 8489 section 8.1. */
    private static final int STUN_PORT = 3478;

    private static final Pattern SERVER =
            Pattern.compile("(?:stun:)?([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::(\\d{1,5}))?");

    public GatherConfig {
        stunServers = List.copyOf(stunServers);
    }

    /** Reads {@code host}, {@code host:port} or the same behind {@code stun:}; nothing when it is none of them. */
    static Optional<InetSocketAddress> parse(String text) {
        Matcher server = SERVER.matcher(text);
        if (!server.matches()) {
            return Optional.empty();
        }
        int port = server.group(2) == null ? STUN_PORT : Integer.parseInt(server.group(2));
        return port < 1 || port > 65535
                ? Optional.empty()
                : Optional.of(InetSocketAddress.createUnresolved(server.group(1), port));
    }
}
