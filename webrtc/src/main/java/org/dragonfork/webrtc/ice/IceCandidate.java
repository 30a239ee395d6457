package org.dragonfork.webrtc.ice;

import java.net.InetSocketAddress;

/**
 * A host candidate of this server (RFC 8445 section 5.1.1): an address at which viewers reach the one UDP port.
 *
 * @param address IP address and port, resolved
 * @param localPreference 0 to 65535, higher is tried first (RFC 8445 section 5.1.2.1)
 */
public record IceCandidate(InetSocketAddress address, int localPreference) {
    private static final int HOST_TYPE_PREFERENCE = 126;

    private static final int RTP_COMPONENT = 1;

    public IceCandidate {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("candidate address " + address + " is not resolved");
        }
        if (localPreference < 0 || localPreference > 65535) {
            throw new IllegalArgumentException("local preference " + localPreference + " is not in 0..65535");
        }
    }

    /** Priority by the formula of RFC 8445 section 5.1.2.1 for a host candidate of component 1. */
    public long priority() {
        return ((long) HOST_TYPE_PREFERENCE << 24) | ((long) localPreference << 8) | (256 - RTP_COMPONENT);
    }
}
