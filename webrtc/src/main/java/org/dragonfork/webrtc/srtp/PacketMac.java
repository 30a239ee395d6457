package org.dragonfork.webrtc.srtp;

import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.dragonfork.webrtc.rtp.BigEndian;

/**
 * HMAC-SHA1 (RFC 2104) cut to 80 bits (RFC 3711 section 4.2.1), made from the bare hash: unlike the JDK's own it makes no
 * object per packet, and the work is the same.
 */
final class PacketMac {
    /** Bytes of a tag. */
    static final int TAG_LENGTH = 10;

    /** Bytes of a block of SHA-1. */
    private static final int BLOCK = 64;

    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest hash;
    private final byte[] innerKey;
    private final byte[] outerKey;
    private final byte[] digest = new byte[20];
    private final byte[] rollover = new byte[4];

    /** @param key at most 64 bytes */
    PacketMac(byte[] key) {
        innerKey = pad(key, INNER);
        outerKey = pad(key, OUTER);
        try {
            hash = MessageDigest.getInstance("SHA-1");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-1", e);
        }
    }

    /** Computes the tag of an SRTP packet, which covers the rollover counter that is not sent. */
    void compute(byte[] packet, int offset, int length, int rolloverCounter) {
        hash.update(innerKey, 0, BLOCK);
        hash.update(packet, offset, length);
        BigEndian.put32(rollover, 0, rolloverCounter);
        hash.update(rollover, 0, rollover.length);
        finish();
    }

    /** Computes the tag of bytes that hold all that it covers. */
    void compute(byte[] packet, int offset, int length) {
        hash.update(innerKey, 0, BLOCK);
        hash.update(packet, offset, length);
        finish();
    }

    /** Writes the computed tag. */
    void write(byte[] target, int offset) {
        System.arraycopy(digest, 0, target, offset, TAG_LENGTH);
    }

    /** Whether the computed tag stands there; takes the same time wherever the first difference is. */
    boolean matches(byte[] packet, int offset) {
        int difference = 0;
        for (int i = 0; i < TAG_LENGTH; i++) {
            difference |= digest[i] ^ packet[offset + i];
        }
        return difference == 0;
    }

    private void finish() {
        try {
            hash.digest(digest, 0, digest.length);
            hash.update(outerKey, 0, BLOCK);
            hash.update(digest, 0, digest.length);
            hash.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-1 is longer than 20 bytes", e);
        }
    }

    private static byte[] pad(byte[] key, byte with) {
        byte[] padded = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            padded[i] ^= with;
        }
        return padded;
    }
}
