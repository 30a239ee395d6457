package org.dragonfork.webrtc.rtcp;

/** Ranges of the fields of RTCP records. */
final class Field {
    /** Largest unsigned 32-bit number. */
    static final long MAX_UINT32 = 0xFFFF_FFFFL;

    private Field() {}

    static void requireRange(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " is " + value + ", not " + min + ".." + max);
        }
    }
}
