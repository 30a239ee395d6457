package org.dragonfork.webrtc.codec;

/** The bits of a NAL unit without its emulation prevention bytes (H.264 section 7.3.1, H.265 section 7.3.1.1). */
final class RbspBits {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int zeros;
    private int left;
    private int present;
    private boolean tooShort;

    /** @param offset behind the header of the NAL unit */
    RbspBits(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** Whether more was asked for than there is, or a number was too large; all since then was 0. */
    boolean isShort() {
        return tooShort;
    }

    void skip(int count) {
        for (int i = 0; i < count && !tooShort; i++) {
            bit();
        }
    }

    /** An unsigned number of so many bits, at most 31. */
    int number(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 1) | bit();
        }
        return value;
    }

    /** An unsigned Exp-Golomb number (H.264 section 9.1) from 0 to {@code most}, which is below 65,535. */
    int exponential(int most) {
        int zeroBits = 0;
        while (!tooShort && bit() == 0) {
            zeroBits++;
            if (zeroBits > 15) {
                tooShort = true;
            }
        }
        int value = tooShort ? 0 : (1 << zeroBits) - 1 + number(zeroBits);
        if (value > most) {
            tooShort = true;
            return 0;
        }
        return value;
    }

    private int bit() {
        if (left == 0 && !nextByte()) {
            return 0;
        }
        left--;
        return (present >> left) & 1;
    }

    private boolean nextByte() {
        if (zeros >= 2 && at < end && bytes[at] == 3) {
            zeros = 0;
            at++;
        }
        if (at >= end) {
            tooShort = true;
            return false;
        }
        present = bytes[at++] & 0xFF;
        zeros = present == 0 ? zeros + 1 : 0;
        left = 8;
        return true;
    }
}
