package org.dragonfork.webrtc.rtp;

/**
 * Header extensions in the one-byte form (RFC 8285 section 4.2): writes a block, finds an element; the two-byte form is not
 * read.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |       0xBE    |    0xDE       |       length in words         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  ID   | len-1 |     value ...                   0 (padding)   |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * <p>A block is written behind the CSRCs in three steps, none of which allocates: {@link #begin}, {@link #append} for each
 * element, {@link #finish}; then the header's X bit is set.
 */
public final class OneByteExtensions {
    /** Answer of {@link #find} when the packet has no such element. */
    public static final int ABSENT = -1;
    /** Longest value of one element. */
    public static final int MAX_VALUE_LENGTH = 16;

    private static final int PROFILE = 0xBEDE;
    private static final int BLOCK_HEADER = 4;
    /** RFC 8285 section 4.2: reserved, a reader stops here. */
    private static final int RESERVED_ID = 15;

    private OneByteExtensions() {}

    /** Starts a block at {@code offset} and returns the position of its first element. */
    public static int begin(byte[] target, int offset) {
        BigEndian.put16(target, offset, PROFILE);
        return offset + BLOCK_HEADER;
    }

    /**
     * Writes one element at {@code position} and returns the position behind it.
     *
     * @param id 1..14
     * @param value 1..16 bytes
     * @throws IllegalArgumentException when id or length cannot be told in this form
     */
    public static int append(byte[] target, int position, int id, byte[] value) {
        if (id < 1 || id >= RESERVED_ID || value.length < 1 || value.length > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException(
                    "element " + id + " of " + value.length + " bytes does not fit the one-byte form");
        }
        target[position] = (byte) ((id << 4) | (value.length - 1));
        System.arraycopy(value, 0, target, position + 1, value.length);
        return position + 1 + value.length;
    }

    /**
     * Pads the block to whole words, writes its length and returns the number of its bytes.
     *
     * @param offset where the block began
     * @param position behind the last element
     */
    public static int finish(byte[] target, int offset, int position) {
        int end = position;
        while ((end - offset) % 4 != 0) {
            target[end++] = 0;
        }
        BigEndian.put16(target, offset + 2, (end - offset - BLOCK_HEADER) / 4);
        return end - offset;
    }

    /**
     * Where in the array the value of element {@code id} begins, or {@link #ABSENT}; bytes that are no RTP packet have no
     * elements. Its length is {@link #valueLength}.
     *
     * @param offset offset of the packet
     * @param length bytes of the packet
     */
    public static int find(byte[] packet, int offset, int length, int id) {
        int header = RtpHeader.headerLength(packet, offset, length);
        if (header < 0 || !RtpHeader.hasExtension(packet, offset)) {
            return ABSENT;
        }
        int block = offset + RtpHeader.FIXED_LENGTH + 4 * RtpHeader.csrcCount(packet, offset);
        if (BigEndian.uint16(packet, block) != PROFILE) {
            return ABSENT;
        }
        int end = offset + header;
        int position = block + BLOCK_HEADER;
        while (position < end) {
            int first = packet[position++] & 0xFF;
            if (first == 0) {
                continue;
            }
            int elementId = first >> 4;
            int valueLength = (first & 0x0F) + 1;
            // An id of 0 with a length, and 15, end the reading (section 4.2); so does a value that does not fit.
            if (elementId == 0 || elementId == RESERVED_ID || valueLength > end - position) {
                return ABSENT;
            }
            if (elementId == id) {
                return position;
            }
            position += valueLength;
        }
        return ABSENT;
    }

    /** Length of the value that {@link #find} found at {@code valueOffset}, 1..16. */
    public static int valueLength(byte[] packet, int valueOffset) {
        return (packet[valueOffset - 1] & 0x0F) + 1;
    }
}
