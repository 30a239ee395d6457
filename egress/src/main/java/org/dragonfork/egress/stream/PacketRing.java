package org.dragonfork.egress.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The last packets of one track, plain and as they came (parameter sets put in by the leg besides), shared by all viewers. A datagram is received straight into the
 * next slot, so a packet is copied in once; fan-out, and later resending and joining at a key frame, read it here.
 *
 * <p>A packet is named by its position, which counts up from 0 and never wraps. Slots are made when first used, so an idle
 * leg costs little.
 *
 * <p>One thread writes, any number read, without a lock. {@link #end} publishes: what stands before it may be read. The
 * writer does not wait for readers, so one that is slow may read a packet that is being overwritten. It asks {@link #holds}
 * <em>after</em> reading; as the writer claims a slot before it touches it, a yes means that all of it was whole.
 */
public final class PacketRing {
    /** More than the largest packet of a leg (1,200 bytes, W-139), so that an oversized one is seen as such. */
    public static final int SLOT_SIZE = 1536;

    private static final VarHandle END;
    private static final VarHandle CLAIMED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            END = lookup.findVarHandle(PacketRing.class, "end", long.class);
            CLAIMED = lookup.findVarHandle(PacketRing.class, "claimed", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final byte[] @Nullable [] slots;
    private final int mask;
    private final int[] payloadOffsets;
    private final int[] payloadLengths;
    private final int[] sequences;
    private final int[] timestamps;
    private final boolean[] markers;
    private final boolean[] keyFrames;
    private final long[] arrivals;
    private final long[] moments;
    /** Behind the newest packet; written by the writer only. */
    private long end;
    /** Behind the packet whose slot is being written. */
    private long claimed;

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
        arrivals = new long[capacity];
        moments = new long[capacity];
    }

    /** Writer: the array that the next packet is to be received into, {@link #SLOT_SIZE} bytes long. */
    public byte[] nextSlot() {
        if (claimed == end) {
            CLAIMED.setOpaque(this, end + 1);
            // No byte of the new packet may be seen before the claim.
            VarHandle.storeStoreFence();
        }
        int index = (int) end & mask;
        byte[] slot = slots[index];
        if (slot == null) {
            slot = new byte[SLOT_SIZE];
            slots[index] = slot;
        }
        return slot;
    }

    /**
     * Writer: notes the times of the packet in {@link #nextSlot}, before {@link #append}.
     *
     * @param arrivedNanos when it came, by the clock of the loop
     * @param mediaNanos moment that its timestamp means, since 1970
     */
    public void stamp(long arrivedNanos, long mediaNanos) {
        int index = (int) end & mask;
        arrivals[index] = arrivedNanos;
        moments[index] = mediaNanos;
    }

    /**
     * Writer: keeps the packet that stands in {@link #nextSlot} and lets others read it.
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
        END.setRelease(this, end + 1);
    }

    /** Position behind the newest packet; any thread. */
    public long end() {
        return (long) END.getAcquire(this);
    }

    /** Position of the oldest packet still held; any thread. */
    public long start() {
        // One slot less than the capacity: the next packet is received into the oldest.
        return Math.max(0, end() - mask);
    }

    /** Whether everything that was read of this packet until now was whole; any thread. */
    public boolean holds(long position) {
        VarHandle.loadLoadFence();
        return position >= (long) CLAIMED.getOpaque(this) - slots.length;
    }

    /**
     * Where a picture begins that needs no other before it: the first packet of the newest access unit with a key frame, its
     * parameter sets included, as they have its timestamp; any thread.
     *
     * @param least no packet before this position
     * @param end no packet from this position on
     * @return negative when there is none
     */
    public long newestPicture(long least, long end) {
        long oldest = Math.max(least, start());
        for (long position = end - 1; position >= oldest; position--) {
            if (!keyFrame(position)) {
                continue;
            }
            int timestamp = timestamp(position);
            while (position > oldest && timestamp(position - 1) == timestamp) {
                position--;
            }
            return holds(position) ? position : -1;
        }
        return -1;
    }

    /**
     * Position of the packet with this sequence number, negative when it is not held; any thread.
     *
     * @param sequence 0 to 65535
     */
    public long find(int sequence) {
        long high = end() - 1;
        long low = start();
        if (high < low) {
            return -1;
        }
        // Numbers rise from position to position, with gaps where packets never came.
        int wanted = (sequence(high) - sequence) & 0xffff;
        int newest = sequence(high);
        while (low <= high) {
            long middle = (low + high) >>> 1;
            int back = (newest - sequence(middle)) & 0xffff;
            if (back == wanted) {
                return middle;
            }
            if (back > wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
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

    /** When the packet came, by the clock of the loop that took it in. */
    public long arrivedNanos(long position) {
        return arrivals[(int) position & mask];
    }

    /** The moment that the packet's timestamp means, in nanoseconds since 1970. */
    public long mediaNanos(long position) {
        return moments[(int) position & mask];
    }
}
