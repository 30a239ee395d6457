package org.dragonfork.webrtc.rtp;

/**
 * The RTP header (RFC 3550 section 5.1) read and changed in place; no packet object exists.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           timestamp                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                             SSRC                              |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |                   CSRC, 0..15 times (CC)                      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  if X: profile                |  length in 32-bit words       |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                     extension words                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * <p>{@code offset} is always the offset of the packet's first byte. The single accessors trust that
 * {@link #headerLength} accepted the packet; on others they throw {@link IndexOutOfBoundsException} or read nonsense.
 */
public final class RtpHeader {
    /** Bytes of the header without CSRCs and extension. */
    public static final int FIXED_LENGTH = 12;
    /** What {@link #headerLength} and {@link #payloadLength} say about bytes that are no RTP packet. */
    public static final int INVALID = -1;

    private static final int VERSION_2 = 0x80;
    private static final int PADDING = 0x20;
    private static final int EXTENSION = 0x10;
    private static final int MARKER = 0x80;

    private RtpHeader() {}

    /**
     * Bytes before the payload, CSRCs and extension included, or {@link #INVALID} when version, lengths or array bounds
     * are wrong. The padding is not looked at, because in an SRTP packet it is still encrypted.
     */
    public static int headerLength(byte[] buffer, int offset, int length) {
        if ((offset | length) < 0 || length > buffer.length - offset || length < FIXED_LENGTH) {
            return INVALID;
        }
        if (version(buffer, offset) != 2) {
            return INVALID;
        }
        int end = FIXED_LENGTH + 4 * csrcCount(buffer, offset);
        if (hasExtension(buffer, offset)) {
            if (end + 4 > length) {
                return INVALID;
            }
            end += 4 + 4 * BigEndian.uint16(buffer, offset + end + 2);
        }
        return end > length ? INVALID : end;
    }

    /**
     * Bytes of the payload without padding, or {@link #INVALID} when the bytes are no RTP packet or the padding count is
     * zero or reaches into the header.
     */
    public static int payloadLength(byte[] buffer, int offset, int length) {
        int header = headerLength(buffer, offset, length);
        if (header < 0) {
            return INVALID;
        }
        if (!hasPadding(buffer, offset)) {
            return length - header;
        }
        int padding = length > header ? buffer[offset + length - 1] & 0xFF : 0;
        return padding == 0 || padding > length - header ? INVALID : length - header - padding;
    }

    /** Whether these bytes, known to be RTP or RTCP, are RTCP: second byte 192..223 (RFC 5761 section 4). */
    public static boolean isRtcp(byte[] buffer, int offset, int length) {
        if (length < 2) {
            return false;
        }
        int second = buffer[offset + 1] & 0xFF;
        return second >= 192 && second <= 223;
    }

    /** Writes the twelve fixed bytes: version 2, no padding, no extension, no CSRC. */
    public static void write(
            byte[] buffer, int offset, boolean marker, int payloadType, int sequenceNumber, int timestamp, int ssrc) {
        buffer[offset] = (byte) VERSION_2;
        buffer[offset + 1] = (byte) ((marker ? MARKER : 0) | (payloadType & 0x7F));
        setSequenceNumber(buffer, offset, sequenceNumber);
        setTimestamp(buffer, offset, timestamp);
        setSsrc(buffer, offset, ssrc);
    }

    /** Version, 0..3; RTP is 2. */
    public static int version(byte[] buffer, int offset) {
        return (buffer[offset] & 0xFF) >> 6;
    }

    public static boolean hasPadding(byte[] buffer, int offset) {
        return (buffer[offset] & PADDING) != 0;
    }

    public static void setPadding(byte[] buffer, int offset, boolean padding) {
        buffer[offset] = (byte) (padding ? buffer[offset] | PADDING : buffer[offset] & ~PADDING);
    }

    public static boolean hasExtension(byte[] buffer, int offset) {
        return (buffer[offset] & EXTENSION) != 0;
    }

    public static void setExtension(byte[] buffer, int offset, boolean extension) {
        buffer[offset] = (byte) (extension ? buffer[offset] | EXTENSION : buffer[offset] & ~EXTENSION);
    }

    /** Number of contributing sources, 0..15. */
    public static int csrcCount(byte[] buffer, int offset) {
        return buffer[offset] & 0x0F;
    }

    public static boolean marker(byte[] buffer, int offset) {
        return (buffer[offset + 1] & MARKER) != 0;
    }

    public static void setMarker(byte[] buffer, int offset, boolean marker) {
        buffer[offset + 1] = (byte) (marker ? buffer[offset + 1] | MARKER : buffer[offset + 1] & ~MARKER);
    }

    /** Payload type, 0..127. */
    public static int payloadType(byte[] buffer, int offset) {
        return buffer[offset + 1] & 0x7F;
    }

    /** Sets the payload type (its low 7 bits) and keeps the marker. */
    public static void setPayloadType(byte[] buffer, int offset, int payloadType) {
        buffer[offset + 1] = (byte) ((buffer[offset + 1] & MARKER) | (payloadType & 0x7F));
    }

    /** Sequence number, 0..65535. */
    public static int sequenceNumber(byte[] buffer, int offset) {
        return BigEndian.uint16(buffer, offset + 2);
    }

    /** Sets the sequence number to the low 16 bits of a value. */
    public static void setSequenceNumber(byte[] buffer, int offset, int sequenceNumber) {
        BigEndian.put16(buffer, offset + 2, sequenceNumber);
    }

    /** Timestamp in units of the codec's RTP clock, all 32 bits. */
    public static int timestamp(byte[] buffer, int offset) {
        return BigEndian.int32(buffer, offset + 4);
    }

    public static void setTimestamp(byte[] buffer, int offset, int timestamp) {
        BigEndian.put32(buffer, offset + 4, timestamp);
    }

    /** Synchronisation source, all 32 bits. */
    public static int ssrc(byte[] buffer, int offset) {
        return BigEndian.int32(buffer, offset + 8);
    }

    public static void setSsrc(byte[] buffer, int offset, int ssrc) {
        BigEndian.put32(buffer, offset + 8, ssrc);
    }
}
