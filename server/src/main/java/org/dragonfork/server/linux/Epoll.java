package org.dragonfork.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a thread waits at for sockets, time, or a call of {@link #wakeup} from another thread. Level-triggered: what was not
 * read is told again. One thread waits; any thread wakes.
 */
public final class Epoll implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLLIN = 1;
    private static final int EFD_NONBLOCK_CLOEXEC = 0x80800;
    private static final int MOST = 64;

    /** Token of the alarm itself; those of sockets are 0 and above. */
    private static final int ALARM = -1;

    /** On x86 the structure is packed: events 4, data 8. Elsewhere data is aligned. */
    private final int dataOffset = LinuxHost.isX86() ? 4 : 8;

    private final int stride = dataOffset + 8;
    private final MemorySegment state = Libc.newState(Arena.ofAuto());
    /** Shared by all who wake, as nobody reads it. */
    private final MemorySegment wakeState = Libc.newState(Arena.ofAuto());

    private final MemorySegment events = Arena.ofAuto().allocate((long) MOST * stride, 8);
    private final MemorySegment event = Arena.ofAuto().allocate(16, 8);
    private final MemorySegment drained = Arena.ofAuto().allocate(JAVA_LONG);
    private final MemorySegment one = Arena.ofAuto().allocate(JAVA_LONG);
    private final AtomicBoolean awake = new AtomicBoolean();
    private final int descriptor;
    private final int alarm;
    private final int[] tokens = new int[MOST];

    public Epoll() throws IOException {
        descriptor = Libc.epollCreate(state, EPOLL_CLOEXEC);
        if (descriptor < 0) {
            throw new IOException("cannot wait for sockets: " + Errno.text(-descriptor));
        }
        alarm = Libc.eventfd(state, EFD_NONBLOCK_CLOEXEC);
        if (alarm < 0) {
            Libc.close(state, descriptor);
            throw new IOException("cannot be woken: " + Errno.text(-alarm));
        }
        one.set(JAVA_LONG, 0, 1L);
        control(EPOLL_CTL_ADD, alarm, ALARM);
        int closing = alarm;
        // Others may wake at any time, so the alarm goes when nobody can any more: a number used again would be worse.
        CLEANER.register(this, () -> {
            try (Arena arena = Arena.ofConfined()) {
                Libc.close(Libc.newState(arena), closing);
            }
        });
    }

    /** From now on {@link #await} tells this token when the socket has datagrams. */
    public void add(UdpSocket socket, int token) throws IOException {
        control(EPOLL_CTL_ADD, socket.descriptor(), token);
    }

    /** The socket is about to be closed. */
    public void remove(UdpSocket socket) throws IOException {
        control(EPOLL_CTL_DEL, socket.descriptor(), 0);
    }

    /**
     * Waits.
     *
     * @param millis how long at most; 0 for a look, negative for ever
     * @return how many sockets have datagrams; their tokens are read by {@link #token}
     */
    public int await(int millis) throws IOException {
        int ready = Libc.epollWait(state, descriptor, events.address(), MOST, millis);
        if (ready < 0) {
            if (ready == -Errno.EINTR) {
                return 0;
            }
            throw new IOException("waiting failed: " + Errno.text(-ready));
        }
        int count = 0;
        for (int i = 0; i < ready; i++) {
            int token = events.get(JAVA_INT_UNALIGNED, (long) i * stride + dataOffset);
            if (token == ALARM) {
                Libc.read(state, alarm, drained.address(), 8);
                awake.set(false);
            } else {
                tokens[count++] = token;
            }
        }
        return count;
    }

    /** The token of one of the sockets that {@link #await} found. */
    public int token(int index) {
        return tokens[index];
    }

    /** Ends the present wait, or the next one. Any thread; many calls may be one. */
    public void wakeup() {
        // What the caller has written before must be there for a waiting thread that is just about to look.
        VarHandle.fullFence();
        if (awake.compareAndSet(false, true)) {
            Libc.write(wakeState, alarm, one.address(), 8);
        }
    }

    @Override
    public void close() {
        Libc.close(state, descriptor);
    }

    private void control(int operation, int watched, int token) throws IOException {
        event.set(JAVA_INT, 0, EPOLLIN);
        event.set(JAVA_INT_UNALIGNED, dataOffset, token);
        event.set(JAVA_INT_UNALIGNED, dataOffset + 4L, 0);
        int answer = Libc.epollCtl(state, descriptor, operation, watched, event.address());
        if (answer < 0) {
            throw new IOException("cannot watch a socket: " + Errno.text(-answer));
        }
    }
}
