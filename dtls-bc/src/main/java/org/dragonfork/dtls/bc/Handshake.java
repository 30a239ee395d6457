package org.dragonfork.dtls.bc;

import java.io.IOException;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;

/** One role of the handshake, as the endpoint sees it; after it, the one who is told of alerts. */
sealed interface Handshake permits ServerHandshake, ClientHandshake {
    /** Runs the whole handshake; blocks in {@code transport}. */
    DTLSTransport run(DatagramTransport transport) throws IOException;

    /** Sends user_canceled and close_notify; only on the thread that is in {@link #run}. */
    void cancel() throws IOException;

    HandshakeOutcome outcome();
}
