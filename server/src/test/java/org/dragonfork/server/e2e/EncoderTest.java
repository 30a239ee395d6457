package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.server.app.StartFailure;
import org.dragonfork.server.browser.ChromiumBrowser;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.ffmpeg.MediaSource;
import org.dragonfork.server.ffmpeg.RealFfmpeg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encoder sends to the server, as OBS does: it comes when it likes, goes, and comes again. */
final class EncoderTest {
    private static final List<String> OBS = List.of(
            "-c:v libx264 -preset ultrafast -profile:v main -bf 2 -g 30 -b:v 500k -pix_fmt yuv420p -c:a aac -f flv"
                    .split(" "));
    private static final List<String> HEVC =
            List.of("-c:v libx265 -preset ultrafast -x265-params log-level=error -g 15 -c:a aac -f mpegts".split(" "));

    private final LiveServer server = LiveServer.start(Map.of());
    private Optional<Process> encoder = Optional.empty();

    @AfterEach
    void end() throws InterruptedException {
        stopEncoder();
        server.close();
    }

    @Test
    void theViewerOfAnRtmpEncoderSeesItAgainAfterItWasAway(@TempDir Path folder) throws Exception {
        int port = freeTcpPort();
        listen("rtmp://0.0.0.0:" + port + "/live/obs");
        awaitReason("waits for an encoder at rtmp://HOST:" + port + "/live/obs");

        sends(folder, OBS, "rtmp://127.0.0.1:" + port + "/live/obs");
        server.awaitLive("obs");
        try (ChromiumBrowser browser = ChromiumBrowser.launch();
                Watching viewer = Watching.open(browser, server, "obs", 2 * Sources.RATE)) {
            assertThat(viewer.read()
                            .path("audio")
                            .path("codec")
                            .path("mimeType")
                            .asString())
                    .isEqualTo("audio/opus");
            stopEncoder();
            awaitReason("waits for an encoder at rtmp://HOST:" + port + "/live/obs");

            sends(folder, OBS, "rtmp://127.0.0.1:" + port + "/live/obs");
            viewer.awaitMorePictures(2 * Sources.RATE);
        }
        assertThat(server.events.of(EgressEvent.SessionEnded.class))
                .as("the viewer had one session all the time, until the tab was closed")
                .hasSizeLessThanOrEqualTo(1);
        assertThat(server.offersAnswered("obs", 201)).isEqualTo(1);
    }

    @Test
    void anSrtEncoderOfHevcIsEncodedAnew(@TempDir Path folder) throws Exception {
        assumeThat(RealFfmpeg.says("-protocols")).as("this FFmpeg speaks SRT").contains("srt");
        assumeThat(RealFfmpeg.says("-encoders")).as("this FFmpeg encodes H.265").contains("libx265");
        int port = freeUdpPort();
        listen("srt://0.0.0.0:" + port);
        awaitReason("waits for an encoder at srt://HOST:" + port);

        sends(folder, HEVC, "srt://127.0.0.1:" + port);
        server.awaitLive("obs");
        assertThat(server.stream("obs").legs()).extracting(leg -> leg.codec()).containsExactly("H264", "opus");
        stopEncoder();
        awaitReason("waits for an encoder at srt://HOST:" + port);
    }

    private void listen(String address) throws StartFailure {
        server.add(MediaSource.of(new StreamId("obs"), address, LegMode.AUTO));
    }

    private void awaitReason(String reason) {
        Await.until(
                "the stream says: " + reason,
                LiveServer.PATIENCE,
                () -> server.stream("obs").notLiveReason().equals(reason)
                        && server.process("obs").state() == ProcessState.STARTING);
    }

    private void sends(Path folder, List<String> codecs, String address) throws IOException {
        List<String> command = new ArrayList<>(List.of(RealFfmpeg.find().path().toString(), "-nostdin", "-re"));
        command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=" + Sources.RATE));
        command.addAll(List.of("-f", "lavfi", "-i", "sine=sample_rate=48000", "-t", "120"));
        command.addAll(codecs);
        command.add(address);
        encoder = Optional.of(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("encoder.log").toFile())
                .start());
    }

    private void stopEncoder() throws InterruptedException {
        if (encoder.isPresent()) {
            encoder.get().destroyForcibly();
            assertThat(encoder.get().waitFor(10, TimeUnit.SECONDS)).isTrue();
            encoder = Optional.empty();
        }
    }

    private static int freeTcpPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = LiveServer.takenUdpPort()) {
            return socket.getLocalPort();
        }
    }
}
