package org.dragonfork.server.planted.server.metrics;

import java.io.IOException;
import java.nio.channels.DatagramChannel;

/** Sockets are the business of net; store locks files, and http reads them. */
final class OpensChannel {
    DatagramChannel channel() throws IOException {
        return DatagramChannel.open();
    }
}
