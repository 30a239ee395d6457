package org.dragonfork.dtls.bc;

import java.time.Duration;

/**
 * What one handshake may cost. None of it bounds how many handshakes run at a time: each belongs to a peer, and peers
 * are capped elsewhere.
 *
 * @param handshakeTime from the first datagram to the keys
 * @param firstResend wait before a lost flight is repeated the first time; doubles from then on (RFC 6347 section
 *     4.2.4.1 proposes 1 s, which viewers would see)
 * @param datagrams accepted datagrams per handshake
 * @param bytes accepted bytes per handshake
 * @param bytesPerDatagram longer datagrams are dropped
 * @param fragments handshake fragments per handshake
 * @param messageLength longest handshake message, in bytes, that a fragment may declare; the library allocates what is
 *     declared
 * @param queueLength datagrams that may wait for the handshake thread; more are dropped
 */
public record HandshakeLimits(
        Duration handshakeTime,
        Duration firstResend,
        int datagrams,
        int bytes,
        int bytesPerDatagram,
        int fragments,
        int messageLength,
        int queueLength) {

    /** The length of a handshake message is a 24-bit field (RFC 6347 section 4.2.2); only far less is ever meant. */
    private static final int LONGEST_MESSAGE = 1 << 16;

    public HandshakeLimits {
        requirePositive("handshakeTime", handshakeTime.toMillis());
        requirePositive("firstResend", firstResend.toMillis());
        requirePositive("datagrams", datagrams);
        requirePositive("bytes", bytes);
        requirePositive("bytesPerDatagram", bytesPerDatagram);
        requirePositive("fragments", fragments);
        requirePositive("messageLength", messageLength);
        requirePositive("queueLength", queueLength);
        if (messageLength > LONGEST_MESSAGE) {
            throw new IllegalArgumentException("messageLength is " + messageLength + ", at most " + LONGEST_MESSAGE);
        }
        if (handshakeTime.toMillis() > Integer.MAX_VALUE || firstResend.compareTo(handshakeTime) > 0) {
            throw new IllegalArgumentException(
                    "firstResend " + firstResend + " and handshakeTime " + handshakeTime + " do not fit together");
        }
    }

    /**
     * A browser needs 3 to 5 datagrams and 3 kB when nothing is lost. The defaults leave room for every flight being
     * repeated through 15 s of a bad path, and hold one hostile peer to 128 KiB of input.
     */
    public static HandshakeLimits defaults() {
        return new HandshakeLimits(
                Duration.ofSeconds(15), Duration.ofMillis(150), 100, 1 << 17, 2048, 400, 1 << 14, 32);
    }

    /** The same limits with another wait before the first repeat. */
    public HandshakeLimits withFirstResend(Duration wait) {
        return new HandshakeLimits(
                handshakeTime, wait, datagrams, bytes, bytesPerDatagram, fragments, messageLength, queueLength);
    }

    /** The same limits with another time for the whole handshake. */
    public HandshakeLimits withHandshakeTime(Duration time) {
        return new HandshakeLimits(
                time, firstResend, datagrams, bytes, bytesPerDatagram, fragments, messageLength, queueLength);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
