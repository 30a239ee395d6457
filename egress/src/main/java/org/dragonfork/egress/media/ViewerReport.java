package org.dragonfork.egress.media;

/**
 * The numbers of one viewer as other threads see them; made by the media thread, never changed.
 *
 * @param state connecting, connected or closed
 * @param addressFamily ipv4, ipv6 or empty
 * @param srtpProfile empty before the handshake is done
 * @param roundTripSeconds negative while unknown
 * @param stalled whether it is connected and nothing goes to it
 */
public record ViewerReport(
        String state,
        String addressFamily,
        String srtpProfile,
        long packetsSent,
        long bytesSent,
        long packetsDropped,
        double lossFraction,
        double jitterSeconds,
        double roundTripSeconds,
        boolean stalled) {
    /** Before anything happened. */
    static final ViewerReport NEW = new ViewerReport("connecting", "", "", 0, 0, 0, 0, 0, -1, false);
}
