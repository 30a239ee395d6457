package org.dragonfork.server.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A STUN or TURN server that viewers are told of in a Link header (WHEP section 4.6); this server does not use it itself.
 *
 * @param uri RFC 7064 or RFC 7065 URI, for instance {@code turn:turn.example.org?transport=udp}
 * @param username empty for STUN
 * @param credential the secret, empty for STUN; not printed
 */
public record IceServer(String uri, String username, String credential) {
    private static final String HOST_AND_PORT = "(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?";

    private static final Pattern STUN = Pattern.compile("stuns?:" + HOST_AND_PORT);

    private static final Pattern TURN = Pattern.compile("turns?:" + HOST_AND_PORT + "(?:\\?transport=(?:udp|tcp))?");

    /** What may stand in a quoted string of a header without escapes (RFC 9110 section 5.6.4). */
    private static final Pattern QUOTABLE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,256}");

    /**
     * Reads {@code stun:host} or {@code turn:host?transport=udp|user|credential}; nothing when it is neither. A STUN
     * server takes no credential, a TURN server needs one.
     */
    public static Optional<IceServer> parse(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length == 1 && STUN.matcher(parts[0]).matches()) {
            return Optional.of(new IceServer(parts[0], "", ""));
        }
        if (parts.length == 3
                && TURN.matcher(parts[0]).matches()
                && QUOTABLE.matcher(parts[1]).matches()
                && QUOTABLE.matcher(parts[2]).matches()) {
            return Optional.of(new IceServer(parts[0], parts[1], parts[2]));
        }
        return Optional.empty();
    }

    /** The value of the Link header that tells a viewer of this server; it carries the credential. */
    public String linkValue() {
        String target = "<" + uri + ">; rel=\"ice-server\"";
        return username.isEmpty()
                ? target
                : target + "; username=\"" + username + "\"; credential=\"" + credential
                        + "\"; credential-type=\"password\"";
    }

    @Override
    public String toString() {
        return "IceServer[" + uri + "]";
    }
}
