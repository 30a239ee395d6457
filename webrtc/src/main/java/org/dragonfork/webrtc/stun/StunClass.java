package org.dragonfork.webrtc.stun;

/** The class of a STUN message (RFC 8489 section 5). */
public enum StunClass {
    REQUEST(0x000),
    INDICATION(0x010),
    SUCCESS(0x100),
    ERROR(0x110);

    /** Bits C1 and C0 where they stand inside the message type. */
    private static final int MASK = 0x110;

    private final int typeBits;

    StunClass(int typeBits) {
        this.typeBits = typeBits;
    }

    int typeBits() {
        return typeBits;
    }

    static StunClass ofType(int type) {
        return switch (type & MASK) {
            case 0x000 -> REQUEST;
            case 0x010 -> INDICATION;
            case 0x100 -> SUCCESS;
            default -> ERROR;
        };
    }
}
