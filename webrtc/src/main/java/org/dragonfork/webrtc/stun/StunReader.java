package org.dragonfork.webrtc.stun;

import static org.dragonfork.webrtc.stun.StunFormat.ATTRIBUTE_HEADER_LENGTH;
import static org.dragonfork.webrtc.stun.StunFormat.HEADER_LENGTH;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads STUN messages (RFC 8489 section 5) out of datagrams; it does not authenticate them, see
 * {@link MessageIntegrity} and {@link Fingerprint}.
 *
 * <p>No content makes it throw. An offset and length that do not lie in the array are a mistake of the caller and throw
 * {@link IndexOutOfBoundsException}. Any thread.
 */
public final class StunReader {
    /** Longest message read, in bytes: more than any datagram on an Ethernet path (MTU 1500). */
    public static final int MAX_MESSAGE_LENGTH = 2048;

    /** Most attributes in one message; a check of a browser has about ten. */
    public static final int MAX_ATTRIBUTES = 32;

    private static final int BINDING_REQUEST_TYPE = 0x0001;

    /** RFC 8839 section 5.4. */
    private static final int MIN_UFRAG = 4;

    private static final int MAX_UFRAG = 256;

    private StunReader() {}

    /**
     * Whether a datagram is framed as STUN: two zero bits, the magic cookie, and a length that is a multiple of four and
     * ends where the datagram ends (RFC 8489 section 6.3).
     */
    public static boolean looksLikeStun(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length < HEADER_LENGTH || (bytes[offset] & 0xC0) != 0) {
            return false;
        }
        int attributesLength = BigEndian.u16(bytes, offset + 2);
        return BigEndian.i32(bytes, offset + 4) == StunFormat.MAGIC_COOKIE
                && (attributesLength & 3) == 0
                && attributesLength == length - HEADER_LENGTH;
    }

    /**
     * The part of USERNAME before the colon of a Binding request: which session it claims to be for. Nothing is
     * authenticated, so it may only choose whom to ask. Allocates the text and nothing before it is known to be one.
     */
    public static Optional<String> localUfrag(byte[] bytes, int offset, int length) {
        if (!looksLikeStun(bytes, offset, length) || BigEndian.u16(bytes, offset) != BINDING_REQUEST_TYPE) {
            return Optional.empty();
        }
        int attribute = StunFormat.find(bytes, offset, length, StunFormat.USERNAME);
        if (attribute < 0) {
            return Optional.empty();
        }
        int from = attribute + ATTRIBUTE_HEADER_LENGTH;
        int end = from + Math.min(BigEndian.u16(bytes, attribute + 2), MAX_UFRAG + 1);
        int at = from;
        while (at < end && isIceChar(bytes[at])) {
            at++;
        }
        if (at == end || bytes[at] != ':' || at - from < MIN_UFRAG) {
            return Optional.empty();
        }
        return Optional.of(new String(bytes, from, at - from, StandardCharsets.US_ASCII));
    }

    /** The message in these bytes, or nothing when they are not exactly one well-formed message within the limits. */
    public static Optional<StunMessage> read(byte[] bytes, int offset, int length) {
        if (!looksLikeStun(bytes, offset, length) || length > MAX_MESSAGE_LENGTH) {
            return Optional.empty();
        }
        TransactionId transactionId = TransactionId.read(bytes, offset + 8);
        List<StunAttribute> attributes = new ArrayList<>();
        boolean integritySeen = false;
        int end = offset + length;
        int at = offset + HEADER_LENGTH;
        for (int count = 0; at < end; count++) {
            int next = StunFormat.next(bytes, at, end);
            if (next < 0 || count == MAX_ATTRIBUTES) {
                return Optional.empty();
            }
            int type = BigEndian.u16(bytes, at);
            int valueAt = at + ATTRIBUTE_HEADER_LENGTH;
            int valueLength = BigEndian.u16(bytes, at + 2);
            if (type == StunFormat.FINGERPRINT) {
                if (valueLength != StunFormat.FINGERPRINT_LENGTH || next != end) {
                    return Optional.empty();
                }
            } else if (type == StunFormat.MESSAGE_INTEGRITY) {
                if (valueLength != StunFormat.HMAC_LENGTH) {
                    return Optional.empty();
                }
                integritySeen = true;
            } else if (!integritySeen) { // what follows is not covered by the HMAC (RFC 8489 section 14.5)
                Optional<StunAttribute> attribute =
                        AttributeReader.read(type, bytes, valueAt, valueLength, transactionId);
                if (attribute.isEmpty()) {
                    return Optional.empty();
                }
                attributes.add(attribute.get());
            }
            at = next;
        }
        return Optional.of(StunMessage.ofType(BigEndian.u16(bytes, offset), transactionId, attributes));
    }

    /** RFC 8839 section 5.4. */
    private static boolean isIceChar(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '+' || b == '/';
    }
}
