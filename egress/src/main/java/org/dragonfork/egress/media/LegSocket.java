package org.dragonfork.egress.media;

/** The bound socket of a leg, made by the edge and read by the media thread it is given to. */
public interface LegSocket extends AutoCloseable {
    /** UDP port on loopback. */
    int port();

    /** Closes the socket; idempotent. */
    @Override
    void close();
}
