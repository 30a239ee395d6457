package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.dragonfork.egress.supervise.ProcessSpec.MediaInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerTest {
    @ParameterizedTest
    @CsvSource({
        "rtmp://0.0.0.0:1935/live/obs, -listen 1, rtmp://HOST:1935/live/obs, 1935, true",
        "rtmp://0.0.0.0/live/obs, -listen 1, rtmp://HOST/live/obs, 1935, true",
        "rtmp://[::]:1936/live/a?key=secret, -listen 1, rtmp://HOST:1936/live/a, 1936, true",
        "rtmp://user:secret@10.1.1.1:1935/live/a, -listen 1, rtmp://10.1.1.1:1935/live/a, 1935, true",
        "srt://0.0.0.0:6000?mode=listener&passphrase=secret1234, '', srt://HOST:6000, 6000, false",
        "srt://:6000, -mode listener, srt://HOST:6000, 6000, false",
        "tcp://[fe80::1]:9000?listen, '', tcp://[fe80::1]:9000, 9000, true",
        "rtsp://0.0.0.0:8554/in, -rtsp_flags listen, rtsp://HOST:8554/in, 8554, true",
        "http://0.0.0.0:8000/in, -listen 1, http://HOST:8000/in, 8000, true"
    })
    void saysWhereTheSenderSendsToWithoutSecrets(
            String address, String options, String shown, int port, boolean overTcp) {
        var input = new MediaInput(address, options.isEmpty() ? List.of() : List.of(options.split(" ")));
        assertThat(Listener.among(List.of(new MediaInput("a.mp4", List.of()), input)))
                .contains(new Listener(shown, port, overTcp));
    }

    @ParameterizedTest
    @CsvSource({
        "rtmp://host/live/obs, ''",
        "rtmp://host/live/obs, -listen 0",
        "rtsp://host/listen, ''",
        "srt://host:6000?mode=caller, ''",
        "/films/listen=1.mp4, ''"
    })
    void whoFetchesIsNoListener(String address, String options) {
        var input = new MediaInput(address, options.isEmpty() ? List.of() : List.of(options.split(" ")));
        assertThat(Listener.among(List.of(input))).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isNotWaitingAnyMoreWhenTheListenerIsClosedAlthoughItsConnectionIsThere() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        int port;
        try (var client = new Socket()) {
            Socket accepted;
            try (var socket = new ServerSocket(0, 1, here)) {
                port = socket.getLocalPort();
                assertThat(new Listener("", port, true).isWaiting()).isTrue();
                client.connect(socket.getLocalSocketAddress());
                accepted = socket.accept();
            }
            try (accepted) {
                assertThat(accepted.isConnected()).isTrue();
                assertThat(new Listener("", port, true).isWaiting()).isFalse();
            }
        }
        assertThat(new Listener("", port, false).isWaiting())
                .as("of UDP nothing can be seen")
                .isTrue();
    }
}
