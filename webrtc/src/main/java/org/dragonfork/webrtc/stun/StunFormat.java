package org.dragonfork.webrtc.stun;

/**
 * Numbers of the STUN wire format (RFC 8489 section 5 and 18.3, RFC 8445 section 16.1), and the walk over attributes.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |0 0|  class and method         |   length of the attributes    |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                  magic cookie 0x2112A442                      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                  transaction id (96 bits)                     |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  attribute type               |  length of the value          |  repeated
 * |  value, padded to a multiple of 4 bytes                  ...  |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
final class StunFormat {
    static final int HEADER_LENGTH = 20;
    static final int ATTRIBUTE_HEADER_LENGTH = 4;
    static final int MAGIC_COOKIE = 0x2112A442;

    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000A;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    static final int ICE_CONTROLLED = 0x8029;
    static final int ICE_CONTROLLING = 0x802A;

    /** Types from here on may be ignored by who does not know them (RFC 8489 section 14). */
    static final int FIRST_COMPREHENSION_OPTIONAL = 0x8000;

    static final int HMAC_LENGTH = 20;
    static final int FINGERPRINT_LENGTH = 4;
    static final int IPV4_FAMILY = 1;
    static final int IPV6_FAMILY = 2;

    private StunFormat() {}

    /** Length of a value with its padding (RFC 8489 section 14). */
    static int padded(int length) {
        return (length + 3) & ~3;
    }

    /** Where the attribute after the one at {@code at} begins, or -1 when that one does not fit before {@code end}. */
    static int next(byte[] bytes, int at, int end) {
        if (end - at < ATTRIBUTE_HEADER_LENGTH) {
            return -1;
        }
        int next = at + ATTRIBUTE_HEADER_LENGTH + padded(BigEndian.u16(bytes, at + 2));
        return next <= end ? next : -1;
    }

    /** Where the first attribute of a type begins, or -1; looks at no more than the allowed number of attributes. */
    static int find(byte[] bytes, int offset, int length, int type) {
        int end = offset + length;
        int at = offset + HEADER_LENGTH;
        for (int seen = 0; at < end && seen < StunReader.MAX_ATTRIBUTES; seen++) {
            int next = next(bytes, at, end);
            if (next < 0) {
                return -1;
            }
            if (BigEndian.u16(bytes, at) == type) {
                return at;
            }
            at = next;
        }
        return -1;
    }
}
