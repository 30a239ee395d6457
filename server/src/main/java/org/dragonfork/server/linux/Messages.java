package org.dragonfork.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.dragonfork.egress.media.Destination;
import org.jspecify.annotations.Nullable;

/**
 * An array of {@code struct mmsghdr} with all that it points to, made once and filled again and again.
 *
 * <pre>
 * mmsghdr  | name 8 | name length 4, pad 4 | iovec 8 | iovecs 8 | control 8 | control length 8 | flags 4, pad 4 | length 4, pad 4 |
 * iovec    | bytes 8 | length 8 |
 * control  | cmsghdr: length 8 | level 4 | type 4 | segment size 2, pad 6 | cmsghdr of {@link PacketInfo}, 32 or 40 |
 * </pre>
 *
 * <p>Of the two control messages any, both or none go: what is there begins at one of them and ends behind one of them.
 */
final class Messages {
    private static final int HEADER = 64;
    private static final int NAME_LENGTH = 8;
    private static final int IOVEC = 16;
    private static final int IOVECS = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int LENGTH = 56;
    private static final int VECTOR = 16;
    private static final int SEGMENT_ROOM = 24;
    private static final int SEGMENT_USED = 18;
    private static final int CONTROL_ROOM = SEGMENT_ROOM + PacketInfo.ROOM;
    private static final int SOL_UDP = 17;
    private static final int UDP_SEGMENT = 103;
    private static final int MSG_TRUNC = 0x20;

    private final int count;
    private final MemorySegment headers;
    private final MemorySegment vectors;
    private final MemorySegment names;
    private final MemorySegment controls;

    /** Bytes of the second control message. */
    private final int[] infos;

    private final PacketInfo info = new PacketInfo();

    Messages(Arena arena, int count) {
        this.count = count;
        infos = new int[count];
        headers = arena.allocate((long) count * HEADER, 64);
        vectors = arena.allocate((long) count * VECTOR, 8);
        names = arena.allocate((long) count * NativeAddress.ROOM, 8);
        controls = arena.allocate((long) count * CONTROL_ROOM, 8);
        for (int i = 0; i < count; i++) {
            long header = (long) i * HEADER;
            headers.set(JAVA_LONG, header, names.address() + (long) i * NativeAddress.ROOM);
            headers.set(JAVA_INT, header + NAME_LENGTH, NativeAddress.ROOM);
            headers.set(JAVA_LONG, header + IOVEC, vectors.address() + (long) i * VECTOR);
            headers.set(JAVA_LONG, header + IOVECS, 1L);
            headers.set(JAVA_LONG, header + CONTROL, controls.address() + (long) i * CONTROL_ROOM);
            long control = (long) i * CONTROL_ROOM;
            controls.set(JAVA_LONG, control, SEGMENT_USED);
            controls.set(JAVA_INT, control + 8, SOL_UDP);
            controls.set(JAVA_INT, control + 12, UDP_SEGMENT);
        }
    }

    int count() {
        return count;
    }

    /** Where message {@code index} begins, for a system call. */
    long address(int index) {
        return headers.address() + (long) index * HEADER;
    }

    /** The bytes that a message sends or receives into. */
    void bytes(int index, long address, long length) {
        long vector = (long) index * VECTOR;
        vectors.set(JAVA_LONG, vector, address);
        vectors.set(JAVA_LONG, vector + 8, length);
    }

    /** Cuts the message into datagrams of this size; 0 for one datagram. After {@link #to} or {@link #sameTo}. */
    void segment(int index, int size) {
        long header = (long) index * HEADER;
        int segment = size == 0 ? 0 : SEGMENT_ROOM;
        long control = controls.address() + (long) index * CONTROL_ROOM;
        headers.set(JAVA_LONG, header + CONTROL, control + SEGMENT_ROOM - segment);
        headers.set(JAVA_LONG, header + CONTROL_LENGTH, segment + infos[index]);
        controls.set(JAVA_SHORT, (long) index * CONTROL_ROOM + 16, (short) size);
    }

    /** Where the message goes and what it leaves from; false when a socket of this family cannot reach it. */
    boolean to(int index, Destination to, int family) {
        int length = NativeAddress.write(names, (long) index * NativeAddress.ROOM, to, family);
        if (length == NativeAddress.IMPOSSIBLE) {
            return false;
        }
        headers.set(JAVA_INT, (long) index * HEADER + NAME_LENGTH, length);
        infos[index] = PacketInfo.write(controls, (long) index * CONTROL_ROOM + SEGMENT_ROOM, to, family);
        return true;
    }

    /** Before receiving: the kernel overwrites all three. */
    void reset(int index) {
        headers.set(JAVA_INT, (long) index * HEADER + NAME_LENGTH, NativeAddress.ROOM);
        headers.set(JAVA_LONG, (long) index * HEADER + CONTROL_LENGTH, CONTROL_ROOM);
    }

    /** Bytes that were sent or received. */
    int length(int index) {
        return headers.get(JAVA_INT, (long) index * HEADER + LENGTH);
    }

    /** Whether the datagram received was longer than its room. */
    boolean isCut(int index) {
        return (headers.get(JAVA_INT, (long) index * HEADER + FLAGS) & MSG_TRUNC) != 0;
    }

    /** Who sent the datagram received. */
    InetSocketAddress from(int index) {
        return NativeAddress.read(names, (long) index * NativeAddress.ROOM);
    }

    /** The address of this machine that the datagram received came to; null when the socket does not tell. */
    @Nullable
    InetAddress local(int index) {
        long length = headers.get(JAVA_LONG, (long) index * HEADER + CONTROL_LENGTH);
        return info.read(controls, (long) index * CONTROL_ROOM, Math.clamp(length, 0, CONTROL_ROOM));
    }

    /** For both addresses of one message to be those of another. */
    void sameTo(int index, Messages other, int otherIndex) {
        MemorySegment.copy(
                other.names,
                JAVA_BYTE,
                (long) otherIndex * NativeAddress.ROOM,
                names,
                JAVA_BYTE,
                (long) index * NativeAddress.ROOM,
                NativeAddress.ROOM);
        headers.set(
                JAVA_INT,
                (long) index * HEADER + NAME_LENGTH,
                other.headers.get(JAVA_INT, (long) otherIndex * HEADER + NAME_LENGTH));
        infos[index] = other.infos[otherIndex];
        MemorySegment.copy(
                other.controls,
                JAVA_BYTE,
                (long) otherIndex * CONTROL_ROOM + SEGMENT_ROOM,
                controls,
                JAVA_BYTE,
                (long) index * CONTROL_ROOM + SEGMENT_ROOM,
                infos[index]);
    }
}
