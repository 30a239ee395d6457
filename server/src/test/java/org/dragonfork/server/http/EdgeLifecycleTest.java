package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.server.e2e.ThreadCensus;
import org.junit.jupiter.api.Test;

final class EdgeLifecycleTest {
    private static final long DEADLINE_NANOS = Duration.ofSeconds(10).toNanos();

    @Test
    void saysInOneLineWhichAddressIsTakenAndWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
            HttpEdge edge = new HttpEdge(HttpOptions.on(address), new FakeWhep(), Readiness::yes, e -> {});

            assertThatThrownBy(edge::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching(
                            "cannot listen on \\S+:" + taken.getLocalPort()
                                    + ": Address already in use; stop what uses this address, or choose another with --http or CORE_ADDRESS");
        }
    }

    @Test
    void saysReadyOnlyWhenItIs() {
        try (EdgeFixture fixture = EdgeFixture.started()) {
            fixture.readiness = Readiness.no("the media path is still cold");
            Seen cold = fixture.raw().send(Ask.of("GET", "/readyz"));
            fixture.readiness = Readiness.yes();
            Seen warm = fixture.raw().send(Ask.of("GET", "/readyz"));

            assertThat(cold.status()).isEqualTo(503);
            assertThat(cold.body()).isEqualTo("not ready: the media path is still cold\n");
            assertThat(warm.status()).isEqualTo(200);
        }
    }

    @Test
    void letsARunningRequestFinishWhenItStops() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        EdgeFixture fixture = EdgeFixture.started();
        fixture.whep.onSubscribe = offer -> {
            inside.countDown();
            await(goOn);
            return new SubscribeResult.Draining();
        };
        RawHttp client = fixture.raw();
        int port = fixture.edge.port();
        CompletableFuture<Seen> answer =
                CompletableFuture.supplyAsync(() -> client.send(Ask.offer("cam1")), Thread::startVirtualThread);
        await(inside);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(fixture::close, Thread::startVirtualThread);
        awaitRefusal(port);
        goOn.countDown();

        assertThat(answer.get(10, TimeUnit.SECONDS).reason()).isEqualTo("draining");
        stopped.get(10, TimeUnit.SECONDS);
    }

    @Test
    void slowClientsHoldUpNobodyElse() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try (EdgeFixture fixture = EdgeFixture.started(o -> o.withRateLimit(new RateLimit(1_000, 1, 10)))) {
            for (int i = 0; i < 400; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.edge.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write(("POST /api/v3/whep/cam1 HTTP/1.1\r\nHost: t\r\nContent-Type: application/sdp\r\n"
                                        + "Content-Length: 9\r\n\r\nv=0")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            long start = System.nanoTime();

            assertThat(fixture.raw().send(Ask.of("GET", "/livez")).status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void mayBeClosedTwiceAndWithoutAStart() {
        EdgeFixture fixture = EdgeFixture.started();
        fixture.close();
        fixture.close();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        new HttpEdge(HttpOptions.on(address), new FakeWhep(), Readiness::yes, e -> {}).close();
    }

    @Test
    void leavesNoThreadBehind() {
        EdgeFixture fixture = EdgeFixture.started();
        fixture.raw().send(Ask.offer("cam1"));
        assertThat(ThreadCensus.ours()).isNotEmpty();

        fixture.close();

        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!ThreadCensus.ours().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(ThreadCensus.ours()).isEmpty();
    }

    private static void awaitRefusal(int port) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (System.nanoTime() < deadline) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(probe.isConnected()).isTrue();
            } catch (IOException refused) {
                return;
            }
        }
        throw new AssertionError("the port still takes connections");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
