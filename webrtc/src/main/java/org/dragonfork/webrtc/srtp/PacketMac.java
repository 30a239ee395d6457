package org.dragonfork.webrtc.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.dragonfork.webrtc.rtp.BigEndian;

/** HMAC-SHA1 cut to 80 bits (RFC 3711 section 4.2.1), into an array that is used again for every packet. */
final class PacketMac {
    /** Bytes of a tag. */
    static final int TAG_LENGTH = 10;

    private final Mac mac;
    private final byte[] digest = new byte[20];
    private final byte[] rollover = new byte[4];

    PacketMac(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC-SHA1", e);
        }
    }

    /** Computes the tag of an SRTP packet, which covers the rollover counter that is not sent. */
    void compute(byte[] packet, int offset, int length, int rolloverCounter) {
        mac.update(packet, offset, length);
        BigEndian.put32(rollover, 0, rolloverCounter);
        mac.update(rollover, 0, rollover.length);
        finish();
    }

    /** Computes the tag of bytes that hold all that it covers. */
    void compute(byte[] packet, int offset, int length) {
        mac.update(packet, offset, length);
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
            mac.doFinal(digest, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("HMAC-SHA1 is longer than 20 bytes", e);
        }
    }
}
