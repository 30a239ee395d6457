package org.dragonfork.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams taken from a socket by one {@code recvmmsg}: what is there, without waiting for more. Native memory, made once;
 * from here a datagram is copied to where it is kept. One thread at a time.
 */
public final class ReceiveBatch {
    private static final int MSG_DONTWAIT = 0x40;

    private final int room;
    private final Messages messages;
    private final MemorySegment bytes;
    private final MemorySegment state;
    private int last;

    /**
     * @param count most datagrams of one call
     * @param room bytes for each; longer ones are cut
     */
    public ReceiveBatch(int count, int room) {
        Arena arena = Arena.ofAuto();
        this.room = room;
        this.messages = new Messages(arena, count);
        this.bytes = arena.allocate((long) count * room, 64);
        this.state = Libc.newState(arena);
        for (int i = 0; i < count; i++) {
            messages.bytes(i, bytes.address() + (long) i * room, room);
        }
        last = count;
    }

    /** Takes what is there; returns how many datagrams that are. */
    public int receive(UdpSocket socket) throws IOException {
        if (socket.isClosed()) {
            return 0;
        }
        for (int i = 0; i < last; i++) {
            messages.reset(i);
        }
        int answer = Libc.recvmmsg(state, socket.descriptor(), messages.address(0), messages.count(), MSG_DONTWAIT);
        last = Math.max(answer, 0);
        if (answer >= 0) {
            return answer;
        }
        return switch (-answer) {
            case Errno.EAGAIN, Errno.EINTR -> 0;
            default -> throw new IOException("receiving failed: " + Errno.text(-answer));
        };
    }

    /** Whether the last call found as many as fit. */
    public boolean isFull() {
        return last == messages.count();
    }

    /** Bytes of a datagram that were kept. */
    public int length(int index) {
        return Math.min(room, messages.length(index));
    }

    /** Whether a datagram was longer than its room. */
    public boolean isCut(int index) {
        return messages.isCut(index);
    }

    /** Copies a datagram out. */
    public void copy(int index, byte[] target) {
        MemorySegment.copy(bytes, JAVA_BYTE, (long) index * room, target, 0, length(index));
    }

    /** The address of this machine that it came to; null when the socket is bound to one or does not tell. */
    public @Nullable InetAddress local(int index) {
        return messages.local(index);
    }

    /** Who sent it. */
    public InetSocketAddress from(int index) {
        return messages.from(index);
    }
}
