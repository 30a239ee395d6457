package org.dragonfork.webrtc.codec;

import java.util.Optional;

/**
 * How RTP carries NAL units: H.264 in the non-interleaved mode (RFC 6184 section 5), H.265 without decoding order numbers
 * (RFC 7798 section 4). As of {@link Codec}, nothing here trusts a packet; offsets and lengths must lie inside the array.
 */
public enum NalFormat {
    /** One byte of header: forbidden bit, two bits of reference, five of type. */
    H264(1, 0, 0x1F, 24, 28, 7, 7, 8, 5, 5),

    /** Two bytes of header: forbidden bit, six bits of type, six of layer, three of temporal id plus 1. */
    H265(2, 1, 0x3F, 48, 49, 32, 33, 34, 16, 23);

    private static final int FORBIDDEN = 0x80;
    private static final int FU_START = 0x80;

    private final int headerLength;
    private final int shift;
    private final int mask;
    private final int aggregation;
    private final int fragment;
    private final int firstSet;
    private final int sequenceSet;
    private final int lastSet;
    private final int firstRandomAccess;
    private final int lastRandomAccess;

    NalFormat(
            int headerLength,
            int shift,
            int mask,
            int aggregation,
            int fragment,
            int firstSet,
            int sequenceSet,
            int lastSet,
            int firstRandomAccess,
            int lastRandomAccess) {
        this.headerLength = headerLength;
        this.shift = shift;
        this.mask = mask;
        this.aggregation = aggregation;
        this.fragment = fragment;
        this.firstSet = firstSet;
        this.sequenceSet = sequenceSet;
        this.lastSet = lastSet;
        this.firstRandomAccess = firstRandomAccess;
        this.lastRandomAccess = lastRandomAccess;
    }

    /** Of a codec that is made of NAL units. */
    public static Optional<NalFormat> of(Codec codec) {
        return switch (codec) {
            case org.dragonfork.webrtc.codec.H264 _ -> Optional.of(H264);
            case org.dragonfork.webrtc.codec.H265 _ -> Optional.of(H265);
            case Vp8 _, Vp9 _, Av1 _, Opus _, Pcmu _, Pcma _, G722 _ -> Optional.empty();
        };
    }

    /** Bytes of the header of a NAL unit, of an aggregation and of a fragment, 1 or 2. */
    public int headerLength() {
        return headerLength;
    }

    /** Type of the NAL unit or of the RTP payload whose header stands here. */
    public int type(byte[] bytes, int at) {
        return (bytes[at] >> shift) & mask;
    }

    /** Whether a payload of this type holds several NAL units, each behind its size in two bytes. */
    public boolean isAggregation(int payloadType) {
        return payloadType == aggregation;
    }

    /** Whether a payload of this type holds a part of a NAL unit. */
    public boolean isFragment(int payloadType) {
        return payloadType == fragment;
    }

    /** Type of the NAL unit of which this payload is the first fragment, negative when it is another part. */
    public int fragmentedType(byte[] packet, int offset, int length) {
        if (length <= headerLength) {
            return -1;
        }
        int header = packet[offset + headerLength];
        return (header & FU_START) == 0 ? -1 : header & mask;
    }

    /** The least type of {@link #isParameterSet}; a decoder needs one of each type up to {@link #lastSetType}. */
    public int firstSetType() {
        return firstSet;
    }

    /** The highest type of {@link #isParameterSet}. */
    public int lastSetType() {
        return lastSet;
    }

    /** Whether it is a parameter set: SPS or PPS, in H.265 a VPS too. */
    public boolean isParameterSet(int nalType) {
        return nalType >= firstSet && nalType <= lastSet;
    }

    /** Whether it is an SPS. */
    public boolean isSequenceSet(int nalType) {
        return nalType == sequenceSet;
    }

    /** Whether it is a slice of a picture that a decoder can begin with: IDR, in H.265 any IRAP. */
    public boolean isRandomAccess(int nalType) {
        return nalType >= firstRandomAccess && nalType <= lastRandomAccess;
    }

    /**
     * The id under which slices and other sets name this parameter set; a later one of the same type and id takes its place.
     *
     * @return negative for what is no parameter set, is cut short, or belongs to another layer than the first
     */
    public int parameterSetId(byte[] bytes, int offset, int length) {
        if (length <= headerLength || (bytes[offset] & FORBIDDEN) != 0) {
            return -1;
        }
        int type = type(bytes, offset);
        if (!isParameterSet(type)) {
            return -1;
        }
        var bits = new RbspBits(bytes, offset + headerLength, length - headerLength);
        int id = switch (this) {
            case H264 -> h264Id(bits, type);
            case H265 -> firstLayer(bytes, offset) ? h265Id(bits, type) : -1;
        };
        return bits.isShort() ? -1 : id;
    }

    /**
     * Writes the header of an aggregation (RFC 6184 section 5.7: the highest reference bits of its units; RFC 7798 section
     * 4.4.2: their lowest layer and temporal id, which an SPS always has).
     *
     * @param headers first byte of each unit, all of them or-ed; how important the most important one is
     */
    public void writeAggregation(byte[] packet, int offset, int headers) {
        switch (this) {
            case H264 -> packet[offset] = (byte) ((headers & 0x60) | aggregation);
            case H265 -> {
                packet[offset] = (byte) (aggregation << 1);
                packet[offset + 1] = 1;
            }
        }
    }

    /** H.264 sections 7.3.2.1.1 and 7.3.2.2: profile, constraints and level come before the id of an SPS. */
    private int h264Id(RbspBits bits, int type) {
        if (isSequenceSet(type)) {
            bits.skip(24);
            return bits.exponential(31);
        }
        return bits.exponential(255);
    }

    /** H.265 sections 7.3.2.1 to 7.3.2.3. */
    private int h265Id(RbspBits bits, int type) {
        if (type == firstSet) {
            return bits.number(4);
        }
        if (isSequenceSet(type)) {
            bits.skip(4);
            int subLayers = bits.number(3);
            bits.skip(1);
            skipProfileTierLevel(bits, subLayers);
            return bits.exponential(15);
        }
        return bits.exponential(63);
    }

    /** H.265 section 7.3.3. */
    private static void skipProfileTierLevel(RbspBits bits, int subLayers) {
        bits.skip(88 + 8);
        if (subLayers == 0) {
            return;
        }
        int present = 0;
        for (int i = 0; i < subLayers; i++) {
            present += bits.number(1) == 1 ? 88 : 0;
            present += bits.number(1) == 1 ? 8 : 0;
        }
        bits.skip(2 * (8 - subLayers) + present);
    }

    private static boolean firstLayer(byte[] bytes, int offset) {
        return (bytes[offset] & 1) == 0 && (bytes[offset + 1] & 0xF8) == 0 && (bytes[offset + 1] & 7) != 0;
    }
}
