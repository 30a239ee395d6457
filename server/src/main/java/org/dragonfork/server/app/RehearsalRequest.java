package org.dragonfork.server.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request to the server's own HTTP side. Not through an HTTP client: loading one takes longer than all the rest. */
final class RehearsalRequest {
    private static final int CONNECT_MILLIS = 500;
    private static final int ANSWER_MILLIS = 1_000;

    private RehearsalRequest() {}

    /**
     * Posts an offer as a WHEP player does (RFC 9725 section 4.2, which WHEP takes over).
     *
     * @return the SDP answer
     * @throws IOException when there is none in time
     */
    static String post(int port, String path, String offer) throws IOException {
        byte[] body = offer.getBytes(StandardCharsets.UTF_8);
        String head = String.join(
                "\r\n",
                "POST " + path + " HTTP/1.1",
                "Host: 127.0.0.1:" + port,
                "Content-Type: application/sdp",
                "Content-Length: " + body.length,
                "Connection: close",
                "",
                "");
        try (var socket = new Socket()) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), CONNECT_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            if (end < 0 || !answer.startsWith("HTTP/1.1 201 ")) {
                throw new IOException("the server refuses its own viewer: "
                        + answer.lines().findFirst().orElse("no answer"));
            }
            return answer.substring(end + 4);
        }
    }
}
