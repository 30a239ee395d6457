package org.dragonfork.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.dragonfork.egress.media.Destination;

/**
 * A UDP socket by its descriptor, for any number of sending threads. Bound to all addresses it takes IPv6 and IPv4, where
 * the system has both, and tells of each datagram to which of them it came. Whether it sends segmented is known here, as the descriptor decides it.
 */
public final class UdpSocket implements AutoCloseable {
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int SO_NO_CHECK = 11;
    private static final int IPV6_V6ONLY = 26;

    /** One refusal may be the fault of one route; so many in a row, with no success between, are the socket's. */
    private static final int REFUSALS = 3;

    private final int descriptor;
    private final int family;
    private final InetSocketAddress address;
    private volatile boolean segmenting;
    private volatile int refusals;
    private volatile boolean closed;

    private UdpSocket(int descriptor, int family, InetSocketAddress address) {
        this.descriptor = descriptor;
        this.family = family;
        this.address = address;
    }

    /**
     * Binds.
     *
     * @param address port 0 lets the system choose
     * @param buffer bytes that are asked for in both directions; the kernel may give less
     * @throws BindException when the address is taken or not of this machine
     */
    public static UdpSocket bind(InetSocketAddress address, int buffer) throws IOException {
        InetAddress ip = address.getAddress();
        if (ip.isAnyLocalAddress()) {
            try {
                return open(new InetSocketAddress(InetAddress.ofLiteral("::"), address.getPort()), buffer);
            } catch (BindException e) {
                throw e;
            } catch (IOException _) {
                // A system without IPv6.
                return open(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), address.getPort()), buffer);
            }
        }
        return open(address, buffer);
    }

    /** Binds to this address and its family only. */
    static UdpSocket open(InetSocketAddress wanted, int buffer) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.newState(arena);
            var to = new Destination(wanted);
            int family = to.isIpv4() ? NativeAddress.AF_INET : NativeAddress.AF_INET6;
            int descriptor = Libc.socket(state, family, SOCK_DGRAM | SOCK_CLOEXEC);
            if (descriptor < 0) {
                throw new IOException("cannot open a UDP socket: " + Errno.text(-descriptor));
            }
            try {
                MemorySegment value = arena.allocate(JAVA_INT);
                if (family == NativeAddress.AF_INET6) {
                    value.set(JAVA_INT, 0, 0);
                    Libc.setsockopt(state, descriptor, PacketInfo.IPPROTO_IPV6, IPV6_V6ONLY, value.address());
                }
                if (wanted.getAddress().isAnyLocalAddress()) {
                    tellLocalAddress(state, descriptor, family, value);
                }
                value.set(JAVA_INT, 0, buffer);
                Libc.setsockopt(state, descriptor, SOL_SOCKET, SO_SNDBUF, value.address());
                Libc.setsockopt(state, descriptor, SOL_SOCKET, SO_RCVBUF, value.address());
                MemorySegment name = arena.allocate(NativeAddress.ROOM, 8);
                int length = NativeAddress.write(name, 0, to, family);
                int bound = Libc.bind(state, descriptor, name.address(), length);
                if (bound < 0) {
                    throw new BindException(Errno.text(-bound));
                }
                value.set(JAVA_INT, 0, NativeAddress.ROOM);
                Libc.getsockname(state, descriptor, name.address(), value.address());
                return new UdpSocket(descriptor, family, NativeAddress.read(name, 0));
            } catch (IOException e) {
                Libc.close(state, descriptor);
                throw e;
            }
        }
    }

    /** Without it, as on a kernel that does not know it, answers leave from the address that the routes say. */
    private static void tellLocalAddress(MemorySegment state, int descriptor, int family, MemorySegment value) {
        value.set(JAVA_INT, 0, 1);
        if (family == NativeAddress.AF_INET6) {
            Libc.setsockopt(state, descriptor, PacketInfo.IPPROTO_IPV6, PacketInfo.IPV6_RECVPKTINFO, value.address());
        } else {
            Libc.setsockopt(state, descriptor, PacketInfo.IPPROTO_IP, PacketInfo.IP_PKTINFO, value.address());
        }
    }

    /** Where it is bound. */
    public InetSocketAddress address() {
        return address;
    }

    /** Bytes that the kernel gave for sending; it counts its own book-keeping, so it tells twice as many. */
    public int sendBuffer() {
        return option(SO_SNDBUF) / 2;
    }

    /** Bytes that the kernel gave for receiving. */
    public int receiveBuffer() {
        return option(SO_RCVBUF) / 2;
    }

    /** Whether runs go out as one segmented send each. */
    public boolean isSegmenting() {
        return segmenting;
    }

    /** Lets runs go out segmented from now on, or not. */
    public void segment(boolean wanted) {
        segmenting = wanted;
        refusals = 0;
    }

    /** A segmented send was refused, and the same datagrams went out one by one. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // A refusal more or less between two threads changes nothing.
    void refused(int errno) {
        // EIO: no checksum offload on the way out, which is so for all of the socket's sends.
        if (errno == Errno.EIO || ++refusals >= REFUSALS) {
            segmenting = false;
        }
    }

    /** A segmented send went out. */
    void accepted() {
        if (refusals != 0) {
            refusals = 0;
        }
    }

    /** For tests: without checksums the kernel refuses to segment. */
    void omitChecksums() {
        set(SO_NO_CHECK, 1);
    }

    /** For tests: asks for buffers of another size. */
    void sendBuffer(int bytes) {
        set(SO_SNDBUF, bytes);
    }

    int descriptor() {
        return descriptor;
    }

    int family() {
        return family;
    }

    boolean isClosed() {
        return closed;
    }

    /** Idempotent. Whoever uses the socket on another thread has stopped before. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try (Arena arena = Arena.ofConfined()) {
                Libc.close(Libc.newState(arena), descriptor);
            }
        }
    }

    private void set(int name, int number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT);
            value.set(JAVA_INT, 0, number);
            Libc.setsockopt(Libc.newState(arena), descriptor, SOL_SOCKET, name, value.address());
        }
    }

    private int option(int name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT);
            MemorySegment length = arena.allocate(JAVA_INT);
            length.set(JAVA_INT, 0, 4);
            int answer = Libc.getsockopt(
                    Libc.newState(arena), descriptor, SOL_SOCKET, name, value.address(), length.address());
            return answer < 0 ? 0 : value.get(JAVA_INT, 0);
        }
    }
}
