package org.dragonfork.server.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.dragonfork.egress.media.Destination;
import org.dragonfork.egress.media.SinkCounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What becomes of a run when the system does not want it. Errors that a healthy kernel does not give are played. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "sendmmsg is a system call of Linux")
class LinuxDatagramSinkTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int SEGMENT = 200;

    private UdpSocket socket = open();
    private UdpSocket viewer = open();
    private UdpSocket other = open();

    /** Errors still to be given, one for each call; then the kernel is asked. */
    private final Deque<Integer> errors = new ArrayDeque<>();

    private final List<Integer> calls = new ArrayList<>();

    private static UdpSocket open() {
        try {
            return UdpSocket.bind(new InetSocketAddress(LOOPBACK, 0), 1 << 20);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void segments() {
        assertThat(Segmentation.works())
                .as("every kernel since 4.18 segments on loopback")
                .isTrue();
        socket.segment(true);
    }

    @AfterEach
    void close() {
        socket.close();
        viewer.close();
        other.close();
    }

    private LinuxDatagramSink sink() {
        var state = Libc.newState(java.lang.foreign.Arena.ofAuto());
        return new LinuxDatagramSink(socket, (messages, count) -> {
            calls.add(count);
            Integer error = errors.poll();
            return error != null ? -error : Libc.sendmmsg(state, socket.descriptor(), messages, count, 0x40);
        });
    }

    /** Two runs in one flush; what was taken of each. */
    private int[] twoRuns(LinuxDatagramSink sink) {
        int[] taken = new int[2];
        byte[] run = run(5);
        sink.gather(run, 0, run.length, SEGMENT, new Destination(viewer.address()), (count, _) -> taken[0] = count);
        sink.gather(run, 0, run.length, SEGMENT, new Destination(other.address()), (count, _) -> taken[1] = count);
        sink.flush();
        return taken;
    }

    private static byte[] run(int datagrams) {
        byte[] bytes = new byte[(datagrams - 1) * SEGMENT + 50];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i / SEGMENT);
        }
        return bytes;
    }

    private static List<Integer> received(UdpSocket at) throws IOException {
        var batch = new ReceiveBatch(64, 2048);
        var lengths = new ArrayList<Integer>();
        int count = batch.receive(at);
        for (int i = 0; i < count; i++) {
            lengths.add(batch.length(i));
        }
        return lengths;
    }

    @Test
    void severalViewersAreOneCall() throws IOException {
        assertThat(twoRuns(sink())).containsExactly(5, 5);

        assertThat(calls).containsExactly(2);
        assertThat(received(viewer)).containsExactly(200, 200, 200, 200, 50);
        assertThat(received(other)).containsExactly(200, 200, 200, 200, 50);
    }

    @Test
    void kernelThatRefusesToSegmentGetsDatagramsAndIsNotAskedAgain() throws IOException {
        // Really refused: Linux segments only what it may checksum.
        socket.omitChecksums();
        var sink = sink();
        for (int i = 0; i < 3; i++) {
            assertThat(sink.send(run(5), 0, 850, SEGMENT, new Destination(viewer.address())))
                    .isEqualTo(5);
        }
        assertThat(socket.isSegmenting()).isFalse();
        assertThat(sink.counts().segmentationRefused()).isEqualTo(3);
        assertThat(received(viewer)).hasSize(15);

        calls.clear();
        assertThat(twoRuns(sink)).containsExactly(5, 5);
        assertThat(calls).as("without segments, both in one call").containsExactly(10);
        assertThat(sink.counts().segmentationRefused()).isEqualTo(3);
    }

    @Test
    void deviceWithoutChecksumsEndsSegmentingAtOnceAndNothingIsLost() throws IOException {
        errors.add(Errno.EIO);
        assertThat(twoRuns(sink())).containsExactly(5, 5);

        assertThat(socket.isSegmenting()).isFalse();
        assertThat(received(viewer)).hasSize(5);
        assertThat(received(other)).hasSize(5);
    }

    @Test
    void oneRouteThatRefusesDoesNotEndSegmentingForOthers() throws IOException {
        var sink = sink();
        for (int i = 0; i < 10; i++) {
            errors.add(Errno.EINVAL);
            assertThat(twoRuns(sink)).containsExactly(5, 5);
        }
        assertThat(socket.isSegmenting()).isTrue();
        assertThat(sink.counts().segmentationRefused()).isEqualTo(10);
        assertThat(received(other)).hasSize(50);
    }

    @Test
    void fullBufferIsTriedAgainAndTheNextOneIsServed() throws IOException {
        var sink = sink();
        errors.add(Errno.EAGAIN);
        assertThat(twoRuns(sink)).containsExactly(5, 5);
        assertThat(sink.counts().retries()).isEqualTo(1);

        errors.addAll(List.of(Errno.EAGAIN, Errno.EAGAIN, Errno.EAGAIN, Errno.EAGAIN));
        assertThat(twoRuns(sink)).containsExactly(0, 5);
        assertThat(sink.counts().full()).isEqualTo(5);
        assertThat(sink.counts().retries()).isEqualTo(4);
        assertThat(received(other)).hasSize(10);
    }

    @Test
    void fullBufferIsNeverTriedForEver() {
        var sink = sink();
        for (int i = 0; i < 100; i++) {
            errors.add(Errno.EAGAIN);
        }
        assertThat(twoRuns(sink)).containsExactly(0, 0);
        assertThat(calls).hasSize(5);
        assertThat(sink.counts()).isEqualTo(new SinkCounts(0, 0, 3, 10, 0, 0, 0, 0));
    }

    @Test
    void fullBufferSaysSoAndAnErrorDoesNot() {
        var sink = sink();
        List<Boolean> full = new ArrayList<>();
        byte[] run = run(2);
        for (int error : new int[] {Errno.ENOBUFS, Errno.EHOSTUNREACH}) {
            errors.add(error);
            sink.gather(
                    run, 0, run.length, SEGMENT, new Destination(viewer.address()), (_, isFull) -> full.add(isFull));
            sink.flush();
        }
        assertThat(full).containsExactly(true, false);
        assertThat(sink.counts().noBuffers()).isEqualTo(2);
        assertThat(sink.counts().unreachable()).isEqualTo(2);
    }

    @Test
    void datagramTooLargeForItsWayIsDroppedAloneAndSegmentingGoesOn() throws IOException {
        var sink = sink();
        // The run as a whole, then its first datagram.
        errors.addAll(List.of(Errno.EMSGSIZE, Errno.EMSGSIZE));
        assertThat(twoRuns(sink)).containsExactly(4, 5);
        assertThat(sink.counts().tooLarge()).isEqualTo(1);
        assertThat(socket.isSegmenting()).isTrue();
        assertThat(received(viewer)).hasSize(4);
    }

    @Test
    void viewerThatCannotBeReachedDelaysNobody() throws IOException {
        var sink = sink();
        int[] taken = {-1, -1};
        byte[] run = run(3);
        sink.gather(
                run,
                0,
                run.length,
                SEGMENT,
                new Destination(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9)),
                (count, _) -> taken[0] = count);
        sink.gather(run, 0, run.length, SEGMENT, new Destination(viewer.address()), (count, _) -> taken[1] = count);
        sink.flush();

        // Bound to loopback, the socket has no way to anywhere else.
        assertThat(taken).containsExactly(0, 3);
        assertThat(sink.counts().unreachable()).isEqualTo(3);
        assertThat(socket.isSegmenting()).isTrue();
        assertThat(received(viewer)).hasSize(3);
    }

    @Test
    void addressOfTheOtherFamilyIsUnreachableAndNoError() {
        var sink = sink();
        var six = new InetSocketAddress(InetAddress.ofLiteral("::1"), 9);
        assertThat(sink.send(run(3), 0, 450, SEGMENT, new Destination(six))).isZero();
        assertThat(sink.counts().unreachable()).isEqualTo(3);
    }

    @Test
    void moreViewersThanFitInOneCallAreSeveral() throws IOException {
        var sink = sink();
        int[] taken = {0};
        byte[] run = run(2);
        for (int i = 0; i < 20; i++) {
            sink.gather(
                    run, 0, run.length, SEGMENT, new Destination(viewer.address()), (count, _) -> taken[0] += count);
        }
        sink.flush();
        assertThat(taken[0]).isEqualTo(40);
        assertThat(calls).containsExactly(8, 8, 4);
        assertThat(received(viewer)).hasSize(40);
    }

    @Test
    void nothingIsAllocatedPerDatagram() {
        // A full buffer is counted, and what is counted is published: this kernel takes everything.
        var sink = new LinuxDatagramSink(socket, (_, count) -> count);
        // The numbers that are published once in 64 flushes are the rest.
        assertThat(Allocations.perDatagram(sink, new Destination(viewer.address()), SEGMENT))
                .isLessThan(0.1);
    }

    @Test
    void closedSocketTakesNothing() {
        var sink = sink();
        socket.close();
        assertThat(twoRuns(sink)).containsExactly(0, 0);
        assertThat(calls).isEmpty();
    }
}
