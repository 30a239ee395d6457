package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dragonfork.egress.event.StreamId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossyNetworkScenarioTest {
    private static final StreamId CAM = new StreamId("cam");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void viewerConnectsAndDecryptsWhatArrivesOverABadNetwork(long seed) {
        var world = new EgressWorld(seed);
        world.network().loss(0.15).delay(40_000_000, 30_000_000);
        world.live(CAM);
        var joined = world.join(CAM);

        assertThat(world.runUntil(() -> joined.viewer().packets() > 0, Duration.ofSeconds(10)))
                .as("media within 10 s")
                .isTrue();
        world.run(Duration.ofSeconds(20));

        assertThat(joined.viewer().undecryptable()).isZero();
        assertThat(joined.viewer().tracks().values()).hasSize(2).allSatisfy(track -> {
            assertThat(track.count() / (double) track.expected()).isBetween(0.8, 0.9);
            assertThat(track.reordered()).isPositive();
        });
        double reported = world.egress().snapshot().stream(CAM)
                .orElseThrow()
                .peers()
                .getFirst()
                .lossFraction();
        assertThat(reported).isBetween(0.03, 0.4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lostHandshakeFlightsAreRepeatedUntilTheyArrive(long seed) {
        var world = new EgressWorld(seed);
        world.live(CAM);
        int[] handshakeDatagrams = {0};
        // The first four datagrams of the handshake, in whichever direction, never arrive.
        world.network().filter((_, datagram) -> datagram[0] < 20 || datagram[0] > 63 || ++handshakeDatagrams[0] > 4);
        var joined = world.join(CAM);

        assertThat(world.runUntil(() -> joined.viewer().isSecured(), Duration.ofSeconds(10)))
                .isTrue();
        assertThat(handshakeDatagrams[0]).isGreaterThan(4);
        world.run(Duration.ofSeconds(2));
        assertThat(joined.viewer().packets()).isGreaterThan(500);
    }
}
