package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.server.app.Application;
import org.dragonfork.server.app.StartFailure;
import org.dragonfork.server.browser.ChromiumBrowser;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.ffmpeg.RealFfmpeg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server starts and stops without a trace, alone and beside another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LifecycleTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    /** A tab in the background looks at its clocks once a second. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private ChromiumBrowser browser;

    @BeforeAll
    void launch() {
        browser = ChromiumBrowser.launch();
    }

    @AfterAll
    void quit() {
        browser.close();
    }

    @AfterEach
    void noThreadIsLeft() {
        Await.until(
                "none of our threads is left: " + ThreadCensus.ours(),
                SOON,
                () -> ThreadCensus.ours().isEmpty());
    }

    @Test
    void leavesNothingBehindWhenItStopsWithViewers() throws IOException {
        LiveServer server = LiveServer.start(Map.of(), Sources.pictureAndSound("cam"));
        List<ProcessHandle> children = childrenOfThisJvm();
        int http = server.application.httpPort();
        List<Integer> udp = new ArrayList<>(
                server.stream("cam").legs().stream().map(LegSnapshot::port).toList());
        udp.add(server.application.udpPort().orElseThrow());
        try (Watching first = Watching.open(browser, server, "cam", 5);
                Watching second = Watching.open(browser, server, "cam", 5)) {
            assertThat(children).anyMatch(LifecycleTest::isFfmpeg);

            long began = System.nanoTime();
            server.close();
            System.out.printf("stop with two viewers: %d ms%n", (System.nanoTime() - began) / 1_000_000);

            // By close_notify; ICE alone takes the browser some ten seconds.
            first.page.await("dragonfork.state === 'waiting'", FAREWELL);
            second.page.await("dragonfork.state === 'waiting'", FAREWELL);
        }
        assertThat(server.events.of(EgressEvent.SessionEnded.class))
                .hasSize(2)
                .allSatisfy(ended -> assertThat(ended.reason()).isEqualTo(SessionEnd.SERVER_STOPPED));
        Await.until(
                "no child is left",
                SOON,
                () -> children.stream().noneMatch(child -> !isBrowser(child) && Await.isRunning(child.pid())));
        bindAll(http, udp);
    }

    @RepeatedTest(2)
    void doesNotDisturbAnother() {
        try (LiveServer wide = LiveServer.start(Map.of(), Sources.pictureAndSound("cam", "320x180"));
                LiveServer tall = LiveServer.start(Map.of(), Sources.pictureAndSound("cam", "180x320"));
                Watching atTall = Watching.open(browser, tall, "cam", 5)) {
            try (Watching atWide = Watching.open(browser, wide, "cam", 5)) {
                assertThat(atWide.read().path("video").path("frameWidth").asInt())
                        .isEqualTo(320);
                assertThat(atTall.read().path("video").path("frameWidth").asInt())
                        .isEqualTo(180);
                assertThat(wide.application.snapshot().peers()).isEqualTo(1);
                assertThat(tall.application.snapshot().peers()).isEqualTo(1);
            }

            wide.application.close();

            atTall.awaitMorePictures(2 * Sources.RATE);
            assertThat(tall.application.snapshot().peers()).isEqualTo(1);
            assertThat(atTall.is("probe.pc === dragonfork.pc")).isTrue();
            assertThat(tall.events.of(EgressEvent.LegFailed.class)).isEmpty();
        }
    }

    @Test
    void becomesReady() throws StartFailure {
        long began = System.nanoTime();
        try (Application application = Application.start(LiveServer.config(Map.of()), RealFfmpeg.find(), event -> {})) {
            long started = System.nanoTime();
            Await.until("it is ready", LiveServer.PATIENCE, application::isReady);
            System.out.printf(
                    "start: %d ms, ready after %d ms%n",
                    (started - began) / 1_000_000, (System.nanoTime() - began) / 1_000_000);
        }
    }

    @Test
    void namesAnHttpPortInUseAndStartsNothing() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int udp = freeUdpPort();

            assertThatExceptionOfType(StartFailure.class)
                    .isThrownBy(() -> start(Map.of(
                            ConfigKey.ADDRESS,
                            "127.0.0.1:" + taken.getLocalPort(),
                            ConfigKey.WEBRTC_UDP_MUX_PORT,
                            Integer.toString(udp))))
                    .satisfies(failure -> assertThat(failure.line())
                            .contains(":" + taken.getLocalPort())
                            .hasLineCount(1));

            bindAll(freeTcpPort(), List.of(udp));
        }
    }

    @Test
    void namesAUdpPortInUseAndStartsNothing() throws IOException {
        try (DatagramSocket taken = LiveServer.takenUdpPort()) {
            int http = freeTcpPort();

            assertThatExceptionOfType(StartFailure.class)
                    .isThrownBy(() -> start(Map.of(
                            ConfigKey.ADDRESS,
                            "127.0.0.1:" + http,
                            ConfigKey.WEBRTC_UDP_MUX_PORT,
                            Integer.toString(taken.getLocalPort()))))
                    .satisfies(failure -> assertThat(failure.line())
                            .contains("UDP port " + taken.getLocalPort())
                            .hasLineCount(1));

            bindAll(http, List.of());
        }
    }

    private static void start(Map<ConfigKey, String> settings) throws StartFailure {
        Application.start(LiveServer.config(settings), RealFfmpeg.find(), event -> {})
                .close();
    }

    /** Each can be bound anew. */
    private static void bindAll(int http, List<Integer> udpPorts) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), http));
        }
        for (int port : udpPorts) {
            new DatagramSocket(port).close();
        }
    }

    private static int freeTcpPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = LiveServer.takenUdpPort()) {
            return socket.getLocalPort();
        }
    }

    private static List<ProcessHandle> childrenOfThisJvm() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
            return children.filter(child -> !isBrowser(child)).toList();
        }
    }

    private static boolean isFfmpeg(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("ffmpeg");
    }

    private static boolean isBrowser(ProcessHandle process) {
        return process.info().command().orElse("").contains("chrom");
    }
}
