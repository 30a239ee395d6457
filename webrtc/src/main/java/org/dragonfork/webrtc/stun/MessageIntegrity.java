package org.dragonfork.webrtc.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * MESSAGE-INTEGRITY with one short-term password: HMAC-SHA1 over the message up to the attribute (RFC 8489 section 14.5,
 * key in section 9.1.1). One owner at a time: the HMAC inside has state.
 */
public final class MessageIntegrity {
    private static final String ALGORITHM = "HmacSHA1";

    private final Mac mac;

    /** @param password an ice-pwd: ASCII, so OpaqueString preparation leaves it as it is; not empty */
    public MessageIntegrity(String password) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform must have " + ALGORITHM, e);
        }
    }

    /**
     * Whether a message, framed as {@link StunReader#looksLikeStun} says, carries a MESSAGE-INTEGRITY of this password;
     * false when it has none. Compares in constant time.
     */
    public boolean verify(byte[] bytes, int offset, int length) {
        if (!StunReader.looksLikeStun(bytes, offset, length)) {
            return false;
        }
        int at = StunFormat.find(bytes, offset, length, StunFormat.MESSAGE_INTEGRITY);
        if (at < 0 || BigEndian.u16(bytes, at + 2) != StunFormat.HMAC_LENGTH) {
            return false;
        }
        int valueAt = at + StunFormat.ATTRIBUTE_HEADER_LENGTH;
        byte[] received = Arrays.copyOfRange(bytes, valueAt, valueAt + StunFormat.HMAC_LENGTH);
        return MessageDigest.isEqual(hmac(bytes, offset, at), received);
    }

    /** The HMAC of a message whose MESSAGE-INTEGRITY attribute begins at {@code attributeAt}. */
    byte[] hmac(byte[] bytes, int offset, int attributeAt) {
        // The header's length counts up to and with this attribute, whatever follows it.
        int length = attributeAt
                + StunFormat.ATTRIBUTE_HEADER_LENGTH
                + StunFormat.HMAC_LENGTH
                - offset
                - StunFormat.HEADER_LENGTH;
        mac.update(bytes, offset, 2);
        mac.update((byte) (length >> 8));
        mac.update((byte) length);
        mac.update(bytes, offset + 4, attributeAt - offset - 4);
        return mac.doFinal();
    }
}
