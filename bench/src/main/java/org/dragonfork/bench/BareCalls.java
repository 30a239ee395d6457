package org.dragonfork.bench;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;

/**
 * The system calls that are measured against, with everything prepared before: what is left is the call. On purpose not the
 * server's own code.
 */
@SuppressWarnings("restricted") // Calls of the C library are what is measured here.
final class BareCalls implements AutoCloseable {
    /** Bytes of a full SRTP packet. */
    static final int DATAGRAM = 1216;

    /** Viewers of one call. */
    static final int VIEWERS = 8;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SOCKET = find("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = find("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle SENDTO =
            find("sendto", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SENDMMSG = find("sendmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int HEADER = 64;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment bytes = arena.allocate((long) VIEWERS * Frames.PACKETS * DATAGRAM, 64);
    private final MemorySegment address = arena.allocate(16, 8);
    private final MemorySegment headers = arena.allocate((long) VIEWERS * HEADER, 64);
    private final int descriptor;

    /** @param to an IPv4 address */
    BareCalls(InetSocketAddress to) {
        address.set(JAVA_SHORT, 0, (short) AF_INET);
        address.set(JAVA_BYTE, 2, (byte) (to.getPort() >>> 8));
        address.set(JAVA_BYTE, 3, (byte) to.getPort());
        MemorySegment.copy(to.getAddress().getAddress(), 0, address, JAVA_BYTE, 4, 4);
        MemorySegment vectors = arena.allocate((long) VIEWERS * 16, 8);
        MemorySegment control = arena.allocate(24, 8);
        control.set(JAVA_LONG, 0, 18);
        control.set(JAVA_INT, 8, 17);
        control.set(JAVA_INT, 12, 103);
        control.set(JAVA_SHORT, 16, (short) DATAGRAM);
        long run = (long) Frames.PACKETS * DATAGRAM;
        for (int i = 0; i < VIEWERS; i++) {
            long header = (long) i * HEADER;
            vectors.set(JAVA_LONG, i * 16L, bytes.address() + i * run);
            vectors.set(JAVA_LONG, i * 16L + 8, run);
            headers.set(JAVA_LONG, header, address.address());
            headers.set(JAVA_INT, header + 8, 16);
            headers.set(JAVA_LONG, header + 16, vectors.address() + i * 16L);
            headers.set(JAVA_LONG, header + 24, 1);
            headers.set(JAVA_LONG, header + 32, control.address());
            headers.set(JAVA_LONG, header + 40, 24);
        }
        try {
            descriptor = (int) SOCKET.invokeExact(AF_INET, SOCK_DGRAM, 0);
        } catch (Throwable e) {
            throw new IllegalStateException("no socket", e);
        }
    }

    /** One datagram by one call. */
    void sendOne() {
        try {
            long sent =
                    (long) SENDTO.invokeExact(descriptor, bytes.address(), (long) DATAGRAM, 0, address.address(), 16);
            if (sent != DATAGRAM) {
                throw new IllegalStateException("sendto failed");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("sendto failed", e);
        }
    }

    /** A frame for each of eight viewers by one call. */
    void sendFrames() {
        try {
            int sent = (int) SENDMMSG.invokeExact(descriptor, headers.address(), VIEWERS, 0);
            if (sent != VIEWERS) {
                throw new IllegalStateException("sendmmsg failed");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("sendmmsg failed", e);
        }
    }

    @Override
    public void close() {
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor);
            assert ignored == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("close failed", e);
        }
        arena.close();
    }

    private static MethodHandle find(String name, MemoryLayout answer, MemoryLayout... parameters) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(answer, parameters));
    }
}
