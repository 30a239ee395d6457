package org.dragonfork.webrtc.dtls;

import java.util.Optional;

/**
 * One DTLS association of one peer, as a machine that is fed datagrams and polled for what it wants done.
 *
 * <p>Threads: all methods are called by the owner of the peer. An implementation may work on a thread of its own; when
 * there is something to poll it calls the wake-up it was made with, from any thread, and never touches the peer.
 *
 * <p>It is not a retransmission timer of the caller: an implementation repeats lost flights by itself (RFC 6347 section
 * 4.2.4).
 */
public interface DtlsEndpoint {
    /**
     * Takes one datagram from an address that passed an ICE check. The bytes are copied. Never throws on any content;
     * past the limits of the implementation a datagram is dropped.
     */
    void handleDatagram(byte[] bytes, int offset, int length);

    /** Which side of the association this is; never changes. */
    default DtlsRole role() {
        return DtlsRole.SERVER;
    }

    /** Says the first word, as only a client does: there is an address now that passed an ICE check. Idempotent. */
    default void start() {}

    /** The next thing to do, in order, or nothing for now. */
    Optional<DtlsOutput> poll();

    /** Ends the association with a close_notify, which is left to poll. Idempotent. */
    void close();
}
