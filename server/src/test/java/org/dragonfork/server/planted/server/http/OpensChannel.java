package org.dragonfork.server.planted.server.http;

import java.io.IOException;
import java.nio.channels.DatagramChannel;

/** Sockets are the business of net. */
final class OpensChannel {
    DatagramChannel channel() throws IOException {
        return DatagramChannel.open();
    }
}
