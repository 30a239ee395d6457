package org.dragonfork.server.linux;

import org.dragonfork.egress.media.SinkCounts;

/** What a sink counts: plain fields of its thread, made a value for others once per flush at most. */
final class SendTally {
    /** So often are the numbers published; the last ones follow with the next datagram. */
    private static final int PERIOD = 64;

    private long datagrams;
    private long calls;
    private long retries;
    private long full;
    private long noBuffers;
    private long tooLarge;
    private long unreachable;
    private long refused;
    private int sincePublished;
    private boolean urgent = true;
    private volatile SinkCounts published = SinkCounts.NONE;

    void sent(int count) {
        datagrams += count;
    }

    void called() {
        calls++;
    }

    void retried() {
        retries++;
        urgent = true;
    }

    /** Segmenting was refused. */
    void refused() {
        refused++;
        urgent = true;
    }

    void tooLarge(int count) {
        tooLarge += count;
        urgent = true;
    }

    void unreachable(int count) {
        unreachable += count;
        urgent = true;
    }

    /** Counts datagrams that did not go; answers whether that is because the buffer is full. */
    boolean dropped(int errno, int count) {
        urgent = true;
        switch (errno) {
            case Errno.EAGAIN, Errno.EINTR -> {
                full += count;
                return true;
            }
            case Errno.ENOBUFS, Errno.ENOMEM -> {
                noBuffers += count;
                return true;
            }
            case Errno.EMSGSIZE -> tooLarge += count;
            default -> unreachable += count;
        }
        return false;
    }

    void publish() {
        if (urgent || ++sincePublished >= PERIOD) {
            urgent = false;
            sincePublished = 0;
            published = new SinkCounts(datagrams, calls, retries, full, noBuffers, tooLarge, unreachable, refused);
        }
    }

    SinkCounts counts() {
        return published;
    }
}
