package org.dragonfork.webrtc.stun;

import java.util.zip.CRC32;

/**
 * FINGERPRINT: a CRC-32 that tells STUN from other traffic (RFC 8489 section 14.7); it is no protection against anybody.
 * Any thread.
 */
public final class Fingerprint {
    private static final int MASK = 0x5354554E;

    /** What the check of a message said. */
    public enum Verdict {
        ABSENT,
        VALID,
        WRONG
    }

    private Fingerprint() {}

    /** Checks a message; one that is not framed as {@link StunReader#looksLikeStun} says is {@link Verdict#WRONG}. */
    public static Verdict check(byte[] bytes, int offset, int length) {
        if (!StunReader.looksLikeStun(bytes, offset, length)) {
            return Verdict.WRONG;
        }
        int at = StunFormat.find(bytes, offset, length, StunFormat.FINGERPRINT);
        if (at < 0) {
            return Verdict.ABSENT;
        }
        int valueAt = at + StunFormat.ATTRIBUTE_HEADER_LENGTH;
        boolean last = BigEndian.u16(bytes, at + 2) == StunFormat.FINGERPRINT_LENGTH
                && valueAt + StunFormat.FINGERPRINT_LENGTH == offset + length;
        return last && BigEndian.i32(bytes, valueAt) == of(bytes, offset, at - offset) ? Verdict.VALID : Verdict.WRONG;
    }

    /** The value for a message whose bytes before the attribute are these, its length counting the attribute already. */
    static int of(byte[] bytes, int offset, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, offset, length);
        return (int) crc.getValue() ^ MASK;
    }
}
