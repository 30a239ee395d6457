package org.dragonfork.webrtc.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One attribute of a STUN message, as far as ICE needs them (RFC 8489 section 14, RFC 8445 section 16.1).
 *
 * <p>MESSAGE-INTEGRITY and FINGERPRINT are not among them: they are functions of the bytes before them, so
 * {@link StunWriter} appends them and {@link MessageIntegrity} and {@link Fingerprint} check them on the bytes.
 */
public sealed interface StunAttribute {

    /**
     * USERNAME (RFC 8489 section 14.3); for ICE the two ufrags with a colon, the receiver's first (RFC 8445 section
     * 7.2.2).
     *
     * @param value at most 513 bytes of UTF-8: two ufrags of 256 and the colon
     */
    record Username(String value) implements StunAttribute {
        static final int MAX_BYTES = 513;

        public Username {
            checkBytes("USERNAME", value, MAX_BYTES);
        }
    }

    /** XOR-MAPPED-ADDRESS (RFC 8489 section 14.2): where the request seemed to come from; resolved. */
    record XorMappedAddress(InetSocketAddress address) implements StunAttribute {
        public XorMappedAddress {
            if (address.isUnresolved()) {
                throw new IllegalArgumentException("mapped address " + address + " is not resolved");
            }
        }
    }

    /**
     * ERROR-CODE (RFC 8489 section 14.8).
     *
     * @param code 300 to 699
     * @param reason at most 509 bytes of UTF-8
     */
    record ErrorCode(int code, String reason) implements StunAttribute {
        /** Unknown comprehension-required attribute (RFC 8489 section 6.3.1). */
        public static final int UNKNOWN_ATTRIBUTE = 420;

        /** Both sides claim the same role (RFC 8445 section 7.3.1.1). */
        public static final int ROLE_CONFLICT = 487;

        static final int MAX_BYTES = 509;

        public ErrorCode {
            if (code < 300 || code > 699) {
                throw new IllegalArgumentException("error code " + code + " is not in 300..699");
            }
            checkBytes("reason phrase", reason, MAX_BYTES);
        }
    }

    /** UNKNOWN-ATTRIBUTES (RFC 8489 section 14.13): the types a request had and its receiver does not know. */
    record UnknownAttributes(List<Integer> types) implements StunAttribute {
        public UnknownAttributes {
            types = List.copyOf(types);
        }
    }

    /**
     * PRIORITY (RFC 8445 section 7.1.1): that of the candidate the check may teach the other side.
     *
     * @param value unsigned 32 bits
     */
    record Priority(long value) implements StunAttribute {
        public Priority {
            if (value < 0 || value > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException("priority " + value + " does not fit in 32 bits");
            }
        }
    }

    /** USE-CANDIDATE (RFC 8445 section 7.1.2): the controlling side nominates the pair of this check. */
    record UseCandidate() implements StunAttribute {}

    /** ICE-CONTROLLED (RFC 8445 section 7.1.3) with the tie-breaker, unsigned 64 bits. */
    record IceControlled(long tieBreaker) implements StunAttribute {}

    /** ICE-CONTROLLING (RFC 8445 section 7.1.3) with the tie-breaker, unsigned 64 bits. */
    record IceControlling(long tieBreaker) implements StunAttribute {}

    /**
     * Any other attribute.
     *
     * @param type 0 to 0xFFFF
     * @param value without padding; belongs to this record
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Unknown(int type, byte[] value) implements StunAttribute {
        public Unknown {
            if (type < 0 || type > 0xFFFF) {
                throw new IllegalArgumentException("attribute type " + type + " does not fit in 16 bits");
            }
        }

        /** A request with such an attribute must be refused with 420 (RFC 8489 section 6.3.1). */
        public boolean comprehensionRequired() {
            return type < StunFormat.FIRST_COMPREHENSION_OPTIONAL;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Unknown that && type == that.type && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return 31 * type + Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Unknown[type=0x" + HexFormat.of().toHexDigits((short) type) + ", " + value.length + " bytes]";
        }
    }

    private static void checkBytes(String name, String text, int most) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > most) {
            throw new IllegalArgumentException(name + " has " + length + " bytes, allowed are " + most);
        }
    }
}
