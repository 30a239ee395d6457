package org.dragonfork.egress.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dragonfork.webrtc.codec.NalFormat;
import org.dragonfork.webrtc.rtp.BigEndian;

/**
 * The newest parameter sets of a leg, and whether a key frame comes without them. MP4, MKV, FLV and many cameras keep them
 * outside the stream; a viewer that joins later needs them before the key frame it begins with.
 *
 * <p>Bounded by what fits into one RTP payload; the oldest go first. Nothing is allocated for a packet, unless it brings a set
 * that was not known. Belongs to the owner of the leg.
 */
final class ParameterSets {
    /** Bytes of the payload of a leg's RTP packet: 1,200 with its header (W-139). */
    static final int MOST_BYTES = 1188;

    private static final int SIZE_FIELD = 2;

    private final NalFormat format;
    private final List<byte[]> sets = new ArrayList<>();
    private boolean carriedOnce;
    private int carriedTimestamp;

    ParameterSets(NalFormat format) {
        this.format = format;
    }

    NalFormat format() {
        return format;
    }

    /** Takes what the description of the leg states in place of what was known; when it states none, that stays. */
    void describe(List<byte[]> stated) {
        if (stated.isEmpty()) {
            return;
        }
        sets.clear();
        stated.forEach(set -> keep(set, 0, set.length));
    }

    /**
     * Looks at a payload: keeps the sets in it, and tells whether a key frame begins in it whose access unit has brought no
     * SPS so far, while one of each type is known.
     *
     * @param timestamp of the track; tells access units apart
     */
    boolean areMissing(byte[] packet, int offset, int length, int timestamp) {
        int type = format.type(packet, offset);
        if (format.isAggregation(type)) {
            return areMissingInAggregation(packet, offset, length, timestamp);
        }
        if (format.isFragment(type)) {
            type = format.fragmentedType(packet, offset, length);
            if (format.isParameterSet(type)) {
                // Too large to be kept; what is known is outdated by it.
                sets.clear();
                carried(type, timestamp);
            }
        } else if (format.isParameterSet(type)) {
            keep(packet, offset, length);
            carried(type, timestamp);
        }
        return isMissingBefore(type, timestamp);
    }

    /**
     * Writes all sets as one payload: a STAP-A (RFC 6184 section 5.7.1) or an aggregation packet (RFC 7798 section 4.4.2), VPS
     * before SPS before PPS. From now on they are not missing in this access unit.
     *
     * @return bytes written, at most {@link #MOST_BYTES}
     */
    int write(byte[] target, int offset, int timestamp) {
        int at = offset + format.headerLength();
        int headers = 0;
        for (int type = format.firstSetType(); type <= format.lastSetType(); type++) {
            for (byte[] set : sets) {
                if (format.type(set, 0) == type) {
                    headers |= set[0];
                    BigEndian.put16(target, at, set.length);
                    System.arraycopy(set, 0, target, at + SIZE_FIELD, set.length);
                    at += SIZE_FIELD + set.length;
                }
            }
            carried(type, timestamp);
        }
        format.writeAggregation(target, offset, headers);
        return at - offset;
    }

    private boolean areMissingInAggregation(byte[] packet, int offset, int length, int timestamp) {
        int end = offset + length;
        int at = offset + format.headerLength();
        boolean missing = false;
        while (at + SIZE_FIELD + format.headerLength() <= end) {
            int size = BigEndian.uint16(packet, at);
            at += SIZE_FIELD;
            if (size == 0 || size > end - at) {
                break;
            }
            int type = format.type(packet, at);
            if (format.isParameterSet(type)) {
                keep(packet, at, size);
                carried(type, timestamp);
            }
            missing |= isMissingBefore(type, timestamp);
            at += size;
        }
        return missing;
    }

    private boolean isMissingBefore(int nalType, int timestamp) {
        return format.isRandomAccess(nalType) && !(carriedOnce && carriedTimestamp == timestamp) && isComplete();
    }

    private boolean isComplete() {
        for (int type = format.firstSetType(); type <= format.lastSetType(); type++) {
            if (!has(type)) {
                return false;
            }
        }
        return true;
    }

    private boolean has(int type) {
        for (byte[] set : sets) {
            if (format.type(set, 0) == type) {
                return true;
            }
        }
        return false;
    }

    private void carried(int nalType, int timestamp) {
        if (format.isSequenceSet(nalType)) {
            carriedOnce = true;
            carriedTimestamp = timestamp;
        }
    }

    private void keep(byte[] packet, int offset, int length) {
        if (isKnown(packet, offset, length)) {
            return;
        }
        int id = format.parameterSetId(packet, offset, length);
        if (id < 0) {
            return;
        }
        int type = format.type(packet, offset);
        sets.removeIf(set -> format.type(set, 0) == type && format.parameterSetId(set, 0, set.length) == id);
        if (format.headerLength() + SIZE_FIELD + length <= MOST_BYTES) {
            sets.add(Arrays.copyOfRange(packet, offset, offset + length));
        }
        while (aggregated() > MOST_BYTES) {
            sets.removeFirst();
        }
    }

    private int aggregated() {
        int all = format.headerLength();
        for (byte[] set : sets) {
            all += SIZE_FIELD + set.length;
        }
        return all;
    }

    private boolean isKnown(byte[] packet, int offset, int length) {
        for (int i = 0; i < sets.size(); i++) {
            byte[] set = sets.get(i);
            if (Arrays.equals(set, 0, set.length, packet, offset, offset + length)) {
                return true;
            }
        }
        return false;
    }
}
