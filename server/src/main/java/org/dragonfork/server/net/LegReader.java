package org.dragonfork.server.net;

import java.io.IOException;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.LegSocket;
import org.dragonfork.egress.stream.RtpLeg;

/** What a media thread waits at: packets of its legs, time, or a call from another thread. */
interface LegReader extends AutoCloseable {
    /** Packets of one leg before the others get their turn: a large key frame. */
    int MAX_BATCH = 64;

    /** Reads of a leg that fail in a row before it is given up: most errors pass, one that stays would keep the thread busy. */
    int MAX_FAILURES = 16;

    /** Hears of legs that were read; on the media thread. */
    interface Listener {
        /**
         * The leg's ring may have new packets.
         *
         * @param datagrams that were taken
         * @param takenNanos when
         */
        void received(StreamId stream, RtpLeg leg, int datagrams, long takenNanos);

        /**
         * The leg's socket could not be read.
         *
         * @param givenUp whether that was once too often, so that it is not read any more
         */
        void broken(StreamId stream, RtpLeg leg, String why, boolean givenUp);
    }

    /** Reads this leg, too. */
    void add(StreamId stream, RtpLeg leg, LegSocket socket) throws IOException;

    /** Reads it no longer; the caller closes the socket then. */
    void remove(LegSocket socket);

    /**
     * Waits until something comes.
     *
     * @param nanos how long at most; 0 or less for a look
     */
    void await(long nanos) throws IOException;

    /** Reads what the last wait found into the rings, up to a bound and never waiting for more. */
    void receive(Listener listener);

    /** Ends the present wait, or the next one; any thread. */
    void wakeup();

    @Override
    void close() throws IOException;

    /** Whole milliseconds to wait: rounded up, as a look too early would only wait again. */
    static int millis(long nanos) {
        return nanos <= 0 ? 0 : (int) Math.min(1_000, (nanos + 999_999) / 1_000_000);
    }
}
