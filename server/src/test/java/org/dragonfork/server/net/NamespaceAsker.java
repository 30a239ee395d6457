package org.dragonfork.server.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/** A viewer in another network namespace that asks some addresses and says who answers. */
public final class NamespaceAsker {
    private static final int PATIENCE_MILLIS = 5_000;

    private NamespaceAsker() {}

    /** Arguments are a port, how many datagrams each answer has, and addresses; prints a line of sources for each address. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int answers = Integer.parseInt(arguments[1]);
        for (int i = 2; i < arguments.length; i++) {
            var target = new InetSocketAddress(InetAddress.ofLiteral(arguments[i]), port);
            var said = new StringBuilder(arguments[i]);
            try (var socket = new DatagramSocket()) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.send(new DatagramPacket(new byte[] {1}, 1, target));
                for (int j = 0; j < answers; j++) {
                    var packet = new DatagramPacket(new byte[2048], 2048);
                    socket.receive(packet);
                    said.append(' ').append(packet.getAddress().equals(target.getAddress()));
                }
            } catch (SocketTimeoutException _) {
                said.append(" silence");
            }
            System.out.println(said);
        }
    }
}
