package org.dragonfork.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are and returns all that comes back until the server closes. */
public final class RawHttp {
    private static final int DEADLINE_MILLIS = 15_000;

    private final int port;

    public RawHttp(int port) {
        this.port = port;
    }

    public Seen send(Ask ask) {
        StringBuilder head = new StringBuilder(ask.method() + " " + ask.path() + " HTTP/1.1\r\n");
        if (ask.value("Host").isEmpty()) {
            head.append("Host: localhost:" + port + "\r\n");
        }
        ask.headers().forEach(h -> head.append(h.name() + ": " + h.value() + "\r\n"));
        byte[] body = ask.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > 0) {
            head.append("Content-Length: " + body.length + "\r\n");
        }
        return Seen.parse(exchange(head + "Connection: close\r\n\r\n" + ask.body()));
    }

    /** Everything the server wrote; a reset after its answer is no error, it had said enough. */
    byte[] exchange(String request) {
        return exchange(request.getBytes(StandardCharsets.UTF_8));
    }

    byte[] exchange(byte[]... request) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(DEADLINE_MILLIS);
            try {
                for (byte[] part : request) {
                    socket.getOutputStream().write(part);
                }
                socket.getInputStream().transferTo(answer);
            } catch (SocketException reset) {
                return answer.toByteArray();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toByteArray();
    }
}
