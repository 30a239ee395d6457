package org.dragonfork.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the HTTP server listens.
 *
 * @param host host name or IP address without brackets, empty for every address of the machine
 * @param port 0 to 65535, 0 for a free one chosen at start
 */
public record ListenAddress(String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?:(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}))?):)?([0-9]{1,5})");

    /** @throws IllegalArgumentException when the port is none */
    public ListenAddress {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    /** Reads {@code 8080}, {@code :8080}, {@code host:8080} or {@code [v6 address]:8080}; nothing when it is none of them. */
    public static Optional<ListenAddress> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(form.group(3));
        if (port > 65535) {
            return Optional.empty();
        }
        String v6 = form.group(1);
        if (v6 != null) {
            return isLiteral(v6) ? Optional.of(new ListenAddress(v6, port)) : Optional.empty();
        }
        String host = form.group(2);
        return Optional.of(new ListenAddress(host == null ? "" : host, port));
    }

    /** The address to bind to; a host name is looked up here, and stays unresolved when nobody knows it. */
    public InetSocketAddress socketAddress() {
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    private static boolean isLiteral(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
