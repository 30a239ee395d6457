package org.dragonfork.webrtc.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A candidate of the viewer over UDP, component 1, with an IP address (RFC 8839 section 5.1).
 *
 * @param type {@code host}, {@code srflx}, {@code prflx} or {@code relay}
 */
public record RemoteCandidate(String foundation, long priority, InetSocketAddress address, String type) {
    private static final long HIGHEST_PRIORITY = (1L << 31) - 1;

    /**
     * Reads the value of an {@code a=candidate} attribute. Empty for every other transport, for the RTCP component, for
     * names (nothing is ever resolved) and for text of another form.
     */
    public static Optional<RemoteCandidate> read(String value) {
        List<String> fields = SdpText.words(value);
        if (fields.size() < 8
                || !fields.get(1).equals("1")
                || !fields.get(2).equalsIgnoreCase("udp")
                || !fields.get(6).equals("typ")
                || !fields.get(3).matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        long priority = Long.parseLong(fields.get(3));
        int port = SdpText.number(fields.get(5), 65_535);
        Optional<InetAddress> address = literal(fields.get(4));
        if (priority > HIGHEST_PRIORITY || port < 1 || address.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RemoteCandidate(
                fields.get(0), priority, new InetSocketAddress(address.get(), port), fields.get(7)));
    }

    private static Optional<InetAddress> literal(String text) {
        if (!text.matches("[0-9A-Fa-f.:]{2,45}")) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            boolean usable = !address.isAnyLocalAddress() && !address.isMulticastAddress();
            return usable ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
