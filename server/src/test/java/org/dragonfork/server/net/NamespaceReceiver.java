package org.dragonfork.server.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A viewer on the other side of a bad network: a program of its own, as a thread cannot be in another network namespace. */
public final class NamespaceReceiver {
    private static final int SILENCE_MILLIS = 1_500;

    private NamespaceReceiver() {}

    /** Listens at an address and port, says so, and prints how many datagrams came once nothing has come for a while. */
    public static void main(String[] arguments) throws IOException {
        var address = new InetSocketAddress(InetAddress.ofLiteral(arguments[0]), Integer.parseInt(arguments[1]));
        try (var socket = new DatagramSocket(address)) {
            socket.setReceiveBufferSize(4 << 20);
            System.out.println("ready");
            System.out.flush();
            socket.setSoTimeout(30_000);
            int count = 0;
            try {
                while (true) {
                    var packet = new DatagramPacket(new byte[2048], 2048);
                    socket.receive(packet);
                    count++;
                    socket.setSoTimeout(SILENCE_MILLIS);
                }
            } catch (SocketTimeoutException _) {
                System.out.write((count + "\n").getBytes(StandardCharsets.US_ASCII));
                System.out.flush();
            }
        }
    }
}
