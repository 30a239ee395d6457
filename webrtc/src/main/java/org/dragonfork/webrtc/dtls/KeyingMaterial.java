package org.dragonfork.webrtc.dtls;

import org.dragonfork.webrtc.srtp.SrtpKeys;

/**
 * The result of a DTLS-SRTP handshake (RFC 5764 section 4.2): the write keys of both sides, cut out of the exporter
 * {@code EXTRACTOR-dtls_srtp}.
 *
 * @param client keys of what the DTLS client sends
 * @param server keys of what the DTLS server sends
 */
public record KeyingMaterial(SrtpKeys client, SrtpKeys server) {
    public KeyingMaterial {
        if (client.profile() != server.profile()) {
            throw new IllegalArgumentException("client and server keys are of different profiles");
        }
    }
}
