package org.dragonfork.webrtc.codec;

/** The H.264 profiles of RFC 6184 table 5, Constrained High, and any other. */
public enum H264ProfileName {
    CONSTRAINED_BASELINE("Constrained Baseline"),
    BASELINE("Baseline"),
    MAIN("Main"),
    EXTENDED("Extended"),
    CONSTRAINED_HIGH("Constrained High"),
    HIGH("High"),
    HIGH_10("High 10"),
    HIGH_422("High 4:2:2"),
    HIGH_444("High 4:4:4 Predictive"),
    HIGH_10_INTRA("High 10 Intra"),
    HIGH_422_INTRA("High 4:2:2 Intra"),
    HIGH_444_INTRA("High 4:4:4 Intra"),
    CAVLC_444_INTRA("CAVLC 4:4:4 Intra"),
    OTHER("Other");

    private final String label;

    H264ProfileName(String label) {
        this.label = label;
    }

    /** The name H.264 annex A gives it. */
    public String label() {
        return label;
    }

    /**
     * Tells whether a decoder conforming to this profile decodes every stream of the other one at the same level (H.264
     * annex A.2). {@link #OTHER} decodes nothing that is known.
     */
    public boolean decodes(H264ProfileName stream) {
        if (this == OTHER || stream == OTHER) {
            return false;
        }
        if (this == stream) {
            return true;
        }
        return switch (this) {
            case OTHER, CONSTRAINED_BASELINE, CAVLC_444_INTRA, HIGH_10_INTRA -> false;
            case BASELINE, MAIN, CONSTRAINED_HIGH -> stream == CONSTRAINED_BASELINE;
            case EXTENDED -> stream == CONSTRAINED_BASELINE || stream == BASELINE;
            case HIGH -> stream.isAmong(CONSTRAINED_BASELINE, MAIN, CONSTRAINED_HIGH);
            case HIGH_10 -> stream == HIGH_10_INTRA || HIGH.decodes(stream);
            case HIGH_422 -> stream == HIGH_422_INTRA || HIGH_10.decodes(stream);
            case HIGH_444 -> stream.isAmong(HIGH_444_INTRA, CAVLC_444_INTRA) || HIGH_422.decodes(stream);
            case HIGH_422_INTRA -> stream == HIGH_10_INTRA;
            case HIGH_444_INTRA -> stream.isAmong(HIGH_10_INTRA, HIGH_422_INTRA, CAVLC_444_INTRA);
        };
    }

    private boolean isAmong(H264ProfileName... names) {
        for (H264ProfileName name : names) {
            if (this == name) {
                return true;
            }
        }
        return false;
    }
}
