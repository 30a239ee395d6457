package org.dragonfork.dtls.bc;

/**
 * What the endpoints of one factory did so far, added up.
 *
 * @param started handshakes whose first datagram came
 * @param running handshakes that have a thread right now
 * @param established handshakes that gave keys
 * @param failed handshakes that ended in a {@code Failed}
 * @param dropped datagrams that never reached the library: malformed, too long, out of place, or the queue was full
 */
public record HandshakeCounts(long started, long running, long established, long failed, long dropped) {}
