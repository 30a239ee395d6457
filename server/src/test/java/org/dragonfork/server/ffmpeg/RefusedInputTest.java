package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.RunEnd;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cameras and servers that answer and say no, asked by a real FFmpeg. */
class RefusedInputTest {
    private static final StreamId ID = new StreamId("cam");
    private static final RestartPolicy SOON_AGAIN =
            new RestartPolicy(true, Duration.ofSeconds(1), Duration.ofSeconds(30));

    private final RecordingRunListener listener = new RecordingRunListener();
    private final ServerSocket door = door();
    private final FfmpegSupervisor supervisor = new FfmpegSupervisor(
            RealFfmpeg.find(),
            SupervisorSettings.DEFAULT,
            listener,
            _ -> List.of(),
            System::nanoTime,
            InstantSource.system());

    private static ServerSocket door() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        supervisor.close();
        door.close();
    }

    private void answerEverythingWith(String status) {
        Thread.ofVirtual().start(() -> {
            while (!door.isClosed()) {
                try {
                    Socket visitor = door.accept();
                    Thread.ofVirtual().start(() -> answer(visitor, status));
                } catch (IOException _) {
                    return;
                }
            }
        });
    }

    private static void answer(Socket visitor, String status) {
        try (visitor;
                var in = new BufferedReader(
                        new InputStreamReader(visitor.getInputStream(), StandardCharsets.ISO_8859_1))) {
            String sequence = "";
            boolean rtsp = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                rtsp |= line.endsWith("RTSP/1.0");
                sequence = line.startsWith("CSeq:") ? line : sequence;
                if (line.isEmpty()) {
                    String head = rtsp ? "RTSP/1.0 " + status + "\r\n" + sequence : "HTTP/1.1 " + status;
                    String wants = "\r\nWWW-Authenticate: Basic realm=\"door\"\r\nContent-Length: 0\r\n\r\n";
                    visitor.getOutputStream().write((head + wants).getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException _) {
            // FFmpeg has gone.
        }
    }

    private RunEnd firstEndOf(String address, LegMode mode) {
        supervisor.add(
                new ProcessSpec(
                        ID,
                        "",
                        List.of(),
                        List.of(new ProcessSpec.MediaInput(
                                address.replace("PORT", "" + door.getLocalPort()), List.of())),
                        List.of(),
                        SOON_AGAIN,
                        Optional.of(WebrtcLegs.both(mode))),
                LegPorts.of(9, 10));
        supervisor.start(ID);
        Await.until("the run has ended", Duration.ofSeconds(20), () -> !listener.ends.isEmpty());
        return listener.ends.getFirst();
    }

    @ParameterizedTest
    @CsvSource({"AUTO", "COPY"})
    void aWrongPasswordIsSaidAsSuchAndTriedMoreSeldom(LegMode mode) {
        answerEverythingWith("401 Unauthorized");

        RunEnd end = firstEndOf("rtsp://admin:hush-hush@127.0.0.1:PORT/live", mode);

        assertThat(end.refused()).isTrue();
        assertThat(end.why())
                .endsWith("the camera refuses the login (401): check user and password in the input address");
        assertThat(end.nextRun().orElseThrow()).isGreaterThan(Duration.ofSeconds(2));
        ProcessStatus status = supervisor.status(ID).orElseThrow();
        assertThat(status.lastLogLine()).contains("refuses the login");
        assertThat(status.toString() + listener.told).doesNotContain("hush-hush");
    }

    @ParameterizedTest
    @CsvSource({
        "401 Unauthorized, rtsp://127.0.0.1:PORT/live, wants a login (401)",
        "403 Forbidden, rtsp://a:b@127.0.0.1:PORT/live, forbids the access (403)",
        "404 Not Found, rtsp://127.0.0.1:PORT/liwe, nothing at this path (404)",
        "401 Unauthorized, http://a:b@127.0.0.1:PORT/live.m3u8, refuses the login (401)",
        "403 Forbidden, http://127.0.0.1:PORT/live.m3u8, forbids the access (403)",
        "404 Not Found, http://127.0.0.1:PORT/live.m3u8, nothing at this path (404)"
    })
    void everyRefusalHasItsWords(String answer, String address, String words) {
        answerEverythingWith(answer);

        RunEnd end = firstEndOf(address, LegMode.AUTO);

        assertThat(end.refused()).isTrue();
        assertThat(end.why()).contains(words);
    }

    @Test
    void whoIsAwayRefusesNothing() throws IOException {
        door.close();

        RunEnd end = firstEndOf("rtsp://127.0.0.1:PORT/live", LegMode.AUTO);

        assertThat(end.refused()).isFalse();
        assertThat(end.nextRun().orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anOutputThatIsRefusedIsNoInputThatIs() {
        List<ProcessSpec.MediaInput> inputs = List.of(new ProcessSpec.MediaInput("rtsp://h/1", List.of()));
        List<String> lines = List.of("Input #0, rtsp, from 'rtsp://h/1':", "http://o/: Server returned 403 Forbidden");

        assertThat(Refusal.of(inputs, lines)).isEmpty();
        assertThat(Refusal.of(inputs, lines.subList(1, 2))).isPresent();
    }
}
