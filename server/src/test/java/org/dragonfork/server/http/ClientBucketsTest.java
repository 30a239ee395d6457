package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ClientBucketsTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(-5 * SECOND);
    private final ClientBuckets buckets = new ClientBuckets(new RateLimit(3, 0.5, 100), now::get);

    @Test
    void letsABurstThroughThenSaysHowLongToWait() throws UnknownHostException {
        InetAddress client = InetAddress.getByName("192.0.2.1");

        for (int i = 0; i < 3; i++) {
            assertThat(buckets.secondsToWait(client)).isZero();
        }
        assertThat(buckets.secondsToWait(client)).isEqualTo(2);
        now.addAndGet(SECOND);
        assertThat(buckets.secondsToWait(client)).isEqualTo(1);
        now.addAndGet(SECOND);
        assertThat(buckets.secondsToWait(client)).isZero();
        assertThat(buckets.secondsToWait(client)).isEqualTo(2);
    }

    @Test
    void leavesOtherClientsAlone() throws UnknownHostException {
        for (int i = 0; i < 10; i++) {
            buckets.secondsToWait(InetAddress.getByName("192.0.2.1"));
        }

        assertThat(buckets.secondsToWait(InetAddress.getByName("192.0.2.2"))).isZero();
    }

    @Test
    void takesTheWholeNetworkOfAnIpv6ClientAsOne() throws UnknownHostException {
        for (int i = 1; i <= 3; i++) {
            assertThat(buckets.secondsToWait(InetAddress.getByName("2001:db8::" + i)))
                    .isZero();
        }

        assertThat(buckets.secondsToWait(InetAddress.getByName("2001:db8::9"))).isPositive();
        assertThat(buckets.secondsToWait(InetAddress.getByName("2001:db8:0:1::9")))
                .isZero();
    }

    @Test
    void remembersABoundedNumberOfClients() throws UnknownHostException {
        for (int i = 0; i < 1_000; i++) {
            buckets.secondsToWait(InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i}));
        }

        assertThat(buckets.size()).isEqualTo(100);
    }

    @Test
    void limitsChangingRequestsOnly() {
        try (EdgeFixture fixture = EdgeFixture.started(o -> o.withRateLimit(new RateLimit(1, 0.001, 10)))) {
            RawHttp client = fixture.raw();

            assertThat(client.send(Ask.offer("cam1")).status()).isEqualTo(201);
            Seen second = client.send(Ask.offer("cam1"));

            assertThat(second.status()).isEqualTo(429);
            assertThat(second.reason()).isEqualTo("rate_limited");
            assertThat(Integer.parseInt(second.header("Retry-After").orElseThrow()))
                    .isBetween(1, 1000);
            assertThat(second.header("Access-Control-Allow-Origin")).contains("*");
            assertThat(client.send(Ask.of("GET", "/api/v3/webrtc/streams")).status())
                    .isEqualTo(200);
            assertThat(client.send(Ask.of("OPTIONS", "/api/v3/whep/cam1")).status())
                    .isEqualTo(200);
            assertThat(fixture.exchanges.getLast().status()).isEqualTo(429);
        }
    }

    @Test
    void refusesLimitsThatLetNothingThrough() {
        assertThatThrownBy(() -> new RateLimit(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RateLimit(1, Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
