package org.dragonfork.egress.stream;

import org.jspecify.annotations.Nullable;

/**
 * The last packets of one track, plain and as they came, shared by all viewers. A datagram is received straight into the
 * next slot, so a packet is copied in once; fan-out, and later resending and joining at a key frame, read it here.
 *
 * <p>A packet is named by its position, which counts up from 0 and never wraps. One thread writes. Slots are made when
 * first used, so an idle leg costs little.
 */
public final class PacketRing {
    /** More than the largest packet of a leg (1,200 bytes, W-139), so that an oversized one is seen as such. */
    public static final int SLOT_SIZE = 1536;

    private final byte[] @Nullable [] slots;
    private final int mask;
    private final int[] payloadOffsets;
    private final int[] payloadLengths;
    private final int[] sequences;
    private final int[] timestamps;
    private final boolean[] markers;
    private final boolean[] keyFrames;
    private long end;

    /**
     * @param capacity packets held, a power of two
     */
    public PacketRing(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is no power of two");
        }
        slots = new byte[capacity][];
        mask = capacity - 1;
        payloadOffsets = new int[capacity];
        payloadLengths = new int[capacity];
        sequences = new int[capacity];
        timestamps = new int[capacity];
        markers = new boolean[capacity];
        keyFrames = new boolean[capacity];
    }

    /** The array that the next packet is to be received into, {@link #SLOT_SIZE} bytes long. */
    public byte[] nextSlot() {
        int index = (int) end & mask;
        byte[] slot = slots[index];
        if (slot == null) {
            slot = new byte[SLOT_SIZE];
            slots[index] = slot;
        }
        return slot;
    }

    /**
     * Keeps the packet that stands in {@link #nextSlot}.
     *
     * @param sequence number of the track, low 16 bits count
     * @param keyFrame whether a key frame starts in it
     */
    public void append(
            int payloadOffset, int payloadLength, int sequence, int timestamp, boolean marker, boolean keyFrame) {
        int index = (int) end & mask;
        payloadOffsets[index] = payloadOffset;
        payloadLengths[index] = payloadLength;
        sequences[index] = sequence;
        timestamps[index] = timestamp;
        markers[index] = marker;
        keyFrames[index] = keyFrame;
        end++;
    }

    /** Position behind the newest packet. */
    public long end() {
        return end;
    }

    /** Position of the oldest packet still held. */
    public long start() {
        // One slot less than the capacity: the next packet is received into the oldest.
        return Math.max(0, end - mask);
    }

    /** The array that holds the packet. */
    public byte[] bytes(long position) {
        byte[] slot = slots[(int) position & mask];
        if (slot == null) {
            throw new IllegalArgumentException("no packet was ever at position " + position);
        }
        return slot;
    }

    public int payloadOffset(long position) {
        return payloadOffsets[(int) position & mask];
    }

    public int payloadLength(long position) {
        return payloadLengths[(int) position & mask];
    }

    public int sequence(long position) {
        return sequences[(int) position & mask];
    }

    public int timestamp(long position) {
        return timestamps[(int) position & mask];
    }

    public boolean marker(long position) {
        return markers[(int) position & mask];
    }

    /** Whether a key frame starts in the packet. */
    public boolean keyFrame(long position) {
        return keyFrames[(int) position & mask];
    }
}
