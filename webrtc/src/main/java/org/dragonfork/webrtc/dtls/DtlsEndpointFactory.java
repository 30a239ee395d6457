package org.dragonfork.webrtc.dtls;

import java.util.Set;

/** Makes the DTLS side of a peer; may be called from any thread. */
public interface DtlsEndpointFactory {
    /** Fingerprint of the certificate that every endpoint of this factory shows. */
    CertificateFingerprint localFingerprint();

    /**
     * Makes the server side ({@code a=setup:passive}) of one association. No thread is started and nothing is allocated
     * for the handshake before the first datagram.
     *
     * @param accepted fingerprints of which the client's certificate must have one
     * @param wakeup called from any thread when there is something to {@linkplain DtlsEndpoint#poll() poll}
     */
    DtlsEndpoint server(Set<CertificateFingerprint> accepted, Runnable wakeup);

    /**
     * Makes the client side ({@code a=setup:active}) of one association, with the same limits. No thread is started and
     * nothing is said before {@link DtlsEndpoint#start}.
     *
     * @param accepted fingerprints of which the server's certificate must have one
     * @param wakeup as for the server
     */
    DtlsEndpoint client(Set<CertificateFingerprint> accepted, Runnable wakeup);
}
