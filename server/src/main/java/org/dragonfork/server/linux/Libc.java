package org.dragonfork.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The system calls of this room, as the C library has them. Pointers are passed as plain addresses: a call makes no object.
 * Each answers what the call answers, or the error number as a negative one.
 */
@SuppressWarnings(
        "restricted") // Calling native code is what this room is for; its memory is laid out in one place each.
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = find("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = find("bind", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = find("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle GETSOCKNAME = find("getsockname", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SETSOCKOPT =
            find("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            find("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SENDMMSG = find("sendmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle RECVMMSG =
            find("recvmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle EVENTFD = find("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle READ = find("read", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle WRITE = find("write", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle EPOLL_CREATE = find("epoll_create1", JAVA_INT, JAVA_INT);
    private static final MethodHandle EPOLL_CTL = find("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle EPOLL_WAIT =
            find("epoll_wait", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);

    private Libc() {}

    /** Whether all of them were found; asking is enough. */
    static boolean isThere() {
        return LINKER.defaultLookup().find("sendmmsg").isPresent();
    }

    /** Room for the error number of a call; one per thread that calls. */
    static MemorySegment newState(Arena arena) {
        return arena.allocate(STATE);
    }

    static int socket(MemorySegment state, int family, int type) {
        try {
            return result((int) SOCKET.invokeExact(state, family, type, 0), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int bind(MemorySegment state, int socket, long address, int length) {
        try {
            return result((int) BIND.invokeExact(state, socket, address, length), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int close(MemorySegment state, int descriptor) {
        try {
            return result((int) CLOSE.invokeExact(state, descriptor), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int getsockname(MemorySegment state, int socket, long address, long length) {
        try {
            return result((int) GETSOCKNAME.invokeExact(state, socket, address, length), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int setsockopt(MemorySegment state, int socket, int level, int name, long value) {
        try {
            return result((int) SETSOCKOPT.invokeExact(state, socket, level, name, value, 4), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int getsockopt(MemorySegment state, int socket, int level, int name, long value, long length) {
        try {
            return result((int) GETSOCKOPT.invokeExact(state, socket, level, name, value, length), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int sendmmsg(MemorySegment state, int socket, long messages, int count, int flags) {
        try {
            return result((int) SENDMMSG.invokeExact(state, socket, messages, count, flags), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int recvmmsg(MemorySegment state, int socket, long messages, int count, int flags) {
        try {
            return result((int) RECVMMSG.invokeExact(state, socket, messages, count, flags, 0L), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int eventfd(MemorySegment state, int flags) {
        try {
            return result((int) EVENTFD.invokeExact(state, 0, flags), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int read(MemorySegment state, int descriptor, long bytes, long length) {
        try {
            return result((int) (long) READ.invokeExact(state, descriptor, bytes, length), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int write(MemorySegment state, int descriptor, long bytes, long length) {
        try {
            return result((int) (long) WRITE.invokeExact(state, descriptor, bytes, length), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int epollCreate(MemorySegment state, int flags) {
        try {
            return result((int) EPOLL_CREATE.invokeExact(state, flags), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int epollCtl(MemorySegment state, int epoll, int operation, int descriptor, long event) {
        try {
            return result((int) EPOLL_CTL.invokeExact(state, epoll, operation, descriptor, event), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int epollWait(MemorySegment state, int epoll, long events, int most, int millis) {
        try {
            return result((int) EPOLL_WAIT.invokeExact(state, epoll, events, most, millis), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static int result(int answer, MemorySegment state) {
        return answer < 0 ? -state.get(JAVA_INT, ERRNO) : answer;
    }

    private static MethodHandle find(String name, MemoryLayout answer, MemoryLayout... parameters) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(answer, parameters),
                Linker.Option.captureCallState("errno"));
    }

    /** A call through a handle of the right type throws nothing itself. */
    private static IllegalStateException broken(Throwable cause) {
        return new IllegalStateException("a system call could not be made", cause);
    }
}
