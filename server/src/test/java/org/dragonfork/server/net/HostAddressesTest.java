package org.dragonfork.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.junit.jupiter.api.Test;

class HostAddressesTest {
    private static final List<IceCandidate> LOOPBACK = told("127.0.0.1");
    private static final List<IceCandidate> LAN = told("192.0.2.1", "192.0.2.2");

    private List<IceCandidate> system = LOOPBACK;
    private boolean broken;
    private int asked;
    private long nowNanos = Long.MAX_VALUE - 500_000_000L;

    private static List<IceCandidate> told(String... addresses) {
        return java.util.stream.Stream.of(addresses)
                .map(address -> new IceCandidate(new InetSocketAddress(InetAddress.ofLiteral(address), 8189), 1))
                .toList();
    }

    private HostAddresses addresses() throws SocketException {
        return new HostAddresses(
                () -> {
                    asked++;
                    if (broken) {
                        throw new SocketException("no");
                    }
                    return system;
                },
                () -> nowNanos);
    }

    /** As on a machine that gets its address after the server was started. */
    @Test
    void tellsAnAddressThatCameLater() throws SocketException {
        var addresses = addresses();
        assertThat(addresses.gather()).isEqualTo(LOOPBACK);
        system = LAN;
        nowNanos += 1_000_000_000L;
        assertThat(addresses.gather()).isEqualTo(LAN);
    }

    @Test
    void doesNotAskTheSystemForEachOfManyViewers() throws SocketException {
        var addresses = addresses();
        for (int i = 0; i < 1_000; i++) {
            nowNanos += 1_900_000;
            addresses.gather();
        }
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void keepsWhatItKnewWhenTheSystemDoesNotTell() throws SocketException {
        var addresses = addresses();
        broken = true;
        nowNanos += 1_000_000_000L;
        assertThat(addresses.gather()).isEqualTo(LOOPBACK);
    }

    @Test
    void warnsWhereNioCannotAnswerFromAllItTells() {
        var four = List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("192.0.2.2"));
        var one = List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1"));
        var six = List.of(InetAddress.ofLiteral("2001:db8::2"), InetAddress.ofLiteral("2001:db8::1"));

        assertThat(HostCandidates.warning(four, SinkChoice.NIO))
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("webrtc.bind_address", "webrtc.datagram_sink")
                        .hasLineCount(1));
        assertThat(HostCandidates.warning(six, SinkChoice.NIO)).isPresent();
        assertThat(HostCandidates.warning(one, SinkChoice.NIO))
                .as("one of each family: the family decides")
                .isEmpty();
        assertThat(HostCandidates.warning(four, SinkChoice.GSO)).isEmpty();
        assertThat(HostCandidates.warning(four, SinkChoice.MMSG)).isEmpty();
    }
}
