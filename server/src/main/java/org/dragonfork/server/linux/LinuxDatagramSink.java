package org.dragonfork.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.Destination;
import org.dragonfork.egress.media.SinkCounts;

/**
 * Sends runs by {@code sendmmsg}: one message per viewer and run, which the kernel or the card cuts into datagrams ({@code
 * UDP_SEGMENT}), and up to eight viewers in one call. Where segmenting is refused, one message per datagram. What was
 * measured for this is in docs/adr/0064.
 *
 * <p>What becomes of an error:
 *
 * <pre>
 * EAGAIN            full send buffer: tried again a few times in one flush, then dropped
 * EIO, EINVAL       of a segmented message: its datagrams go one by one; if they do, segmenting is at fault, see {@link UdpSocket}
 * EMSGSIZE          of a segmented message: its datagrams go one by one, and those too large for their way are dropped
 * ENOBUFS, ENOMEM   dropped
 * any other         dropped: nobody can be reached there
 * </pre>
 *
 * <p>One per media thread; the socket is shared. All native memory is made in the constructor.
 */
public final class LinuxDatagramSink implements DatagramSink {
    /** Runs in one call: of 32 only a tenth is gained over 8, and 8 runs of 11 packets stay in the cache of a core. */
    private static final int RUNS = 8;

    /** Messages in one call when each is one datagram. */
    private static final int SINGLES = 64;

    /** The largest UDP message; longer ones must not be segmented (measured: above 65,507 the send fails). */
    private static final int MOST_BYTES = 65_507;

    /** Segments of one message that older kernels take, too. */
    private static final int MOST_SEGMENTS = 64;

    private static final int SCRATCH = 256 << 10;

    /** Tries for a full send buffer in one flush. Each lets others run first; more would be waiting. */
    private static final int RETRIES = 3;

    private static final int MSG_DONTWAIT = 0x40;

    /** The system call, so that a test can let it fail. */
    @FunctionalInterface
    interface Call {
        /** Messages sent, or a negative error number. */
        int send(long messages, int count);
    }

    private final UdpSocket socket;
    private final Call call;
    private final MemorySegment scratch;
    private final Messages runs;
    private final Messages singles;
    private final int[] owners = new int[SINGLES];
    private final long[] starts = new long[RUNS];
    private final int[] lengths = new int[RUNS];
    private final int[] segments = new int[RUNS];
    private final int[] taken = new int[RUNS];
    private final boolean[] full = new boolean[RUNS];
    private final Outcome[] outcomes = new Outcome[RUNS];
    private final SendTally tally = new SendTally();
    private final Single single = new Single();
    private int waiting;
    private long used;
    private int retriesLeft;

    /** What became of a run that was sent at once. */
    private static final class Single implements Outcome {
        private int datagrams;

        @Override
        public void taken(int datagrams, boolean full) {
            this.datagrams = datagrams;
        }
    }

    /** Sends through a socket that others may use, too. */
    public static LinuxDatagramSink on(UdpSocket socket) {
        MemorySegment state = Libc.newState(Arena.ofAuto());
        int descriptor = socket.descriptor();
        return new LinuxDatagramSink(
                socket, (messages, count) -> Libc.sendmmsg(state, descriptor, messages, count, MSG_DONTWAIT));
    }

    LinuxDatagramSink(UdpSocket socket, Call call) {
        this.socket = socket;
        this.call = call;
        Arena arena = Arena.ofAuto();
        this.scratch = arena.allocate(SCRATCH, 64);
        this.runs = new Messages(arena, RUNS);
        this.singles = new Messages(arena, SINGLES);
    }

    @Override
    public int send(byte[] bytes, int offset, int length, int segmentSize, Destination to) {
        gather(bytes, offset, length, segmentSize, to, single);
        flush();
        return single.datagrams;
    }

    @Override
    public void gather(byte[] bytes, int offset, int length, int segmentSize, Destination to, Outcome outcome) {
        if (length > SCRATCH) {
            tally.tooLarge(datagrams(length, segmentSize));
            tally.publish();
            outcome.taken(0, false);
            return;
        }
        if (waiting == RUNS || used + length > SCRATCH) {
            flush();
        }
        int run = waiting;
        if (!runs.to(run, to, socket.family())) {
            tally.unreachable(datagrams(length, segmentSize));
            tally.publish();
            outcome.taken(0, false);
            return;
        }
        MemorySegment.copy(bytes, offset, scratch, JAVA_BYTE, used, length);
        starts[run] = scratch.address() + used;
        lengths[run] = length;
        segments[run] = segmentSize;
        taken[run] = 0;
        full[run] = false;
        outcomes[run] = outcome;
        used += length;
        waiting++;
    }

    @Override
    public void flush() {
        int count = waiting;
        if (count == 0) {
            return;
        }
        waiting = 0;
        used = 0;
        retriesLeft = RETRIES;
        if (!socket.isClosed()) {
            if (socket.isSegmenting()) {
                sendSegmented(count);
            } else {
                sendSingly(0, count);
            }
        }
        tally.publish();
        for (int run = 0; run < count; run++) {
            outcomes[run].taken(taken[run], full[run]);
        }
    }

    @Override
    public SinkCounts counts() {
        return tally.counts();
    }

    private void sendSegmented(int count) {
        for (int run = 0; run < count; run++) {
            runs.bytes(run, starts[run], lengths[run]);
            runs.segment(run, isSegmentable(run) ? segments[run] : 0);
        }
        int done = 0;
        while (done < count) {
            if (lengths[done] > segments[done] && !isSegmentable(done)) {
                sendSingly(done, done + 1);
                done++;
                continue;
            }
            int answer = call.send(runs.address(done), untilUnsegmentable(done, count) - done);
            if (answer > 0) {
                for (int i = 0; i < answer; i++, done++) {
                    taken[done] = datagrams(lengths[done], segments[done]);
                    tally.sent(taken[done]);
                }
                tally.called();
                socket.accepted();
            } else if (!isToRepeat(-answer)) {
                giveUp(done, -answer);
                done++;
                if (!socket.isSegmenting()) {
                    sendSingly(done, count);
                    return;
                }
            }
        }
    }

    /** A message was not taken: its datagrams may be, else they are dropped. */
    private void giveUp(int run, int errno) {
        int all = datagrams(lengths[run], segments[run]);
        if (!isSegmentable(run) || !isRefusal(errno)) {
            full[run] = tally.dropped(errno, all);
            return;
        }
        sendSingly(run, run + 1);
        if (taken[run] == all && errno != Errno.EMSGSIZE) {
            tally.refused();
            socket.refused(errno);
        }
    }

    /** Messages of one datagram each, for the runs from {@code from} to {@code to} (exclusive). */
    private void sendSingly(int from, int to) {
        int count = 0;
        for (int run = from; run < to; run++) {
            for (int at = 0; at < lengths[run]; at += segments[run]) {
                if (count == SINGLES) {
                    sendSingles(count);
                    count = 0;
                }
                singles.bytes(count, starts[run] + at, Math.min(segments[run], lengths[run] - at));
                singles.sameTo(count, runs, run);
                singles.segment(count, 0);
                owners[count++] = run;
            }
        }
        if (count > 0) {
            sendSingles(count);
        }
    }

    private void sendSingles(int count) {
        int done = 0;
        while (done < count) {
            int answer = call.send(singles.address(done), count - done);
            if (answer > 0) {
                for (int i = 0; i < answer; i++, done++) {
                    taken[owners[done]]++;
                }
                tally.sent(answer);
                tally.called();
            } else if (!isToRepeat(-answer)) {
                full[owners[done]] |= tally.dropped(-answer, 1);
                done++;
            }
        }
    }

    /** Whether the same call is worth another try; so often in one flush, whatever waits in it. */
    @SuppressWarnings("ThreadPriorityCheck") // A hint only: what empties the buffer may be waiting for this core.
    private boolean isToRepeat(int errno) {
        if ((errno != Errno.EAGAIN && errno != Errno.EINTR) || retriesLeft == 0) {
            return false;
        }
        retriesLeft--;
        tally.retried();
        Thread.yield();
        return true;
    }

    private boolean isSegmentable(int run) {
        return lengths[run] > segments[run]
                && lengths[run] <= MOST_BYTES
                && datagrams(lengths[run], segments[run]) <= MOST_SEGMENTS;
    }

    private int untilUnsegmentable(int from, int count) {
        int end = from + 1;
        while (end < count && (lengths[end] <= segments[end] || isSegmentable(end))) {
            end++;
        }
        return end;
    }

    private static boolean isRefusal(int errno) {
        return errno == Errno.EIO || errno == Errno.EINVAL || errno == Errno.EMSGSIZE;
    }

    private static int datagrams(int length, int segmentSize) {
        return (length + segmentSize - 1) / segmentSize;
    }
}
