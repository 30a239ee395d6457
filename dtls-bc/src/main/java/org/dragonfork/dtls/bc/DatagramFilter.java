package org.dragonfork.dtls.bc;

/**
 * Looks at a datagram before the library does and says whether it may see it (RFC 6347 sections 4.1 and 4.2.2); keeps
 * only counts. It knows no keys and does not tell a genuine record from a forged one.
 *
 * <p>bctls up to 1.84 allocates whatever length a single small fragment declares, up to 16 MiB, before anything else is
 * known about the peer (CVE-2026-59646), and reassembles any number of one-byte fragments; both end here.
 *
 * <pre>
 *  record     type(1) version(2) epoch(2) sequence(6) length(2)
 *  fragment   type(1) length(3) message_seq(2) fragment_offset(3) fragment_length(3)
 * </pre>
 */
final class DatagramFilter {
    /** What is to happen with a datagram. */
    enum Verdict {
        PASS,
        /** Not for the library; the association goes on. */
        DROP,
        /** One datagram, byte or fragment more than a handshake may have. */
        LIMIT
    }

    private static final int RECORD_HEADER = 13;
    private static final int FRAGMENT_HEADER = 12;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    /** First byte of the version of every DTLS 1.0 and 1.2 record. */
    private static final int VERSION_MAJOR = 0xFE;

    private final HandshakeLimits limits;
    private int datagrams;
    private int bytes;
    private int fragments;

    DatagramFilter(HandshakeLimits limits) {
        this.limits = limits;
    }

    /** During the handshake: well-formed, of a kind that belongs there, and within what one handshake may cost. */
    Verdict duringHandshake(byte[] buffer, int offset, int length) {
        int found = fragmentsIn(buffer, offset, length);
        if (found < 0) {
            return Verdict.DROP;
        }
        datagrams++;
        bytes += length;
        fragments += found;
        return datagrams > limits.datagrams() || bytes > limits.bytes() || fragments > limits.fragments()
                ? Verdict.LIMIT
                : Verdict.PASS;
    }

    /** After the handshake: alerts and the repeated last flight of the client; no application data is expected. */
    Verdict established(byte[] buffer, int offset, int length) {
        return fragmentsIn(buffer, offset, length) < 0 ? Verdict.DROP : Verdict.PASS;
    }

    /** Number of plain handshake fragments, or -1 when anything is wrong with any record. */
    private int fragmentsIn(byte[] buffer, int offset, int length) {
        if (length < RECORD_HEADER || length > limits.bytesPerDatagram()) {
            return -1;
        }
        int count = 0;
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (end - at < RECORD_HEADER || (buffer[at + 1] & 0xFF) != VERSION_MAJOR) {
                return -1;
            }
            int epoch = uint16(buffer, at + 3);
            int body = at + RECORD_HEADER;
            int bodyLength = uint16(buffer, at + 11);
            if (bodyLength == 0 || bodyLength > end - body) {
                return -1;
            }
            int found = switch (epoch) {
                case 0 -> plainRecord(buffer, buffer[at] & 0xFF, body, bodyLength);
                case 1 -> sealedRecord(buffer[at] & 0xFF);
                default -> -1;
            };
            if (found < 0) {
                return -1;
            }
            count += found;
            at = body + bodyLength;
        }
        return count;
    }

    private int plainRecord(byte[] buffer, int type, int body, int bodyLength) {
        return switch (type) {
            case HANDSHAKE -> fragmentsOf(buffer, body, bodyLength);
            case ALERT -> bodyLength == 2 ? 0 : -1;
            case CHANGE_CIPHER_SPEC -> bodyLength == 1 ? 0 : -1;
            default -> -1;
        };
    }

    private static int sealedRecord(int type) {
        return type == HANDSHAKE || type == ALERT ? 0 : -1;
    }

    private int fragmentsOf(byte[] buffer, int body, int bodyLength) {
        int count = 0;
        int end = body + bodyLength;
        int at = body;
        while (at < end) {
            if (end - at < FRAGMENT_HEADER) {
                return -1;
            }
            int declared = uint24(buffer, at + 1);
            int fragmentOffset = uint24(buffer, at + 6);
            int fragmentLength = uint24(buffer, at + 9);
            boolean empty = fragmentLength == 0 && declared != 0;
            if (declared > limits.messageLength()
                    || empty
                    || fragmentOffset + fragmentLength > declared
                    || fragmentLength > end - at - FRAGMENT_HEADER) {
                return -1;
            }
            count++;
            at += FRAGMENT_HEADER + fragmentLength;
        }
        return count;
    }

    private static int uint16(byte[] buffer, int at) {
        return ((buffer[at] & 0xFF) << 8) | (buffer[at + 1] & 0xFF);
    }

    private static int uint24(byte[] buffer, int at) {
        return ((buffer[at] & 0xFF) << 16) | uint16(buffer, at + 1);
    }
}
