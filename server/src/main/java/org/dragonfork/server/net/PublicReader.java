package org.dragonfork.server.net;

import java.io.IOException;
import org.dragonfork.webrtc.ice.CandidatePair;

/** Reads the public port. */
interface PublicReader extends AutoCloseable {
    /** Longer datagrams than browsers send are cut here and dropped later; they stay below 1,300 bytes. */
    int ROOM = 4096;

    /** Gets what came. */
    @FunctionalInterface
    interface Handler {
        /**
         * @param bytes used again after the call
         * @param over who sent it, and to which address of this machine
         */
        void datagram(byte[] bytes, int length, CandidatePair over);
    }

    /** Waits until something comes or {@link #wakeup} is called, and hands over what is there. */
    void receive(Handler handler) throws IOException;

    /** Ends the present wait, or the next one; any thread. */
    void wakeup();

    @Override
    void close() throws IOException;
}
