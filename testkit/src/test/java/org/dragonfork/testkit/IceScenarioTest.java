package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.session.PatchRequest;
import org.dragonfork.egress.session.PatchResult;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.junit.jupiter.api.Test;

class IceScenarioTest {
    private static final StreamId CAM = new StreamId("cam");

    @Test
    void mediaFollowsAViewerToItsNewAddress() {
        var world = new EgressWorld(51);
        world.live(CAM);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(2));
        var moved = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.200"), 60_000);
        world.move(joined.address(), moved);
        long before = joined.viewer().packets();

        // The next consent check comes within 6 s (RFC 7675 section 5.1) and is what tells the new address.
        assertThat(world.runUntil(() -> joined.viewer().packets() > before + 100, Duration.ofSeconds(7)))
                .isTrue();
        assertThat(joined.viewer().undecryptable()).isZero();
    }

    @Test
    void viewerThatReachesOnlyTheSecondAddressGetsEverythingFromThere() {
        var world = new EgressWorld(55);
        world.live(CAM);
        world.addAddress(InetAddress.ofLiteral("192.0.2.2"));
        world.network().detach(EgressWorld.SERVER);
        var joined = world.join(CAM);

        assertThat(world.runUntil(() -> joined.viewer().packets() > 100, Duration.ofSeconds(2)))
                .isTrue();
        world.run(Duration.ofSeconds(2));
        assertThat(joined.viewer().rtcp()).as("reports, too").isNotEmpty();
        assertThat(joined.viewer().fromElsewhere()).isZero();
    }

    /** A NAT may give two viewers one port, as they talk to two addresses of ours. */
    @Test
    void addressOfAViewerTowardsAnotherAddressOfOursIsAStranger() {
        var world = new EgressWorld(56);
        world.live(CAM);
        var second = InetAddress.ofLiteral("192.0.2.2");
        world.addAddress(second);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(1));
        byte[] data = {20, 0};

        assertThat(joined.viewer().isSecured()).isTrue();
        var its = CandidatePair.to(joined.address());
        assertThat(world.egress().datagram(data, data.length, its)).isTrue();
        assertThat(world.egress().datagram(data, data.length, new CandidatePair(second, joined.address())))
                .isFalse();
    }

    @Test
    void restartIsAnsweredWithNewCredentialsAndMediaGoesOn() {
        var world = new EgressWorld(52);
        world.live(CAM);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(2));
        var fresh = IceCredentials.generate(new Random(5));
        PatchResult result =
                world.egress().patch(CAM, joined.session(), new PatchRequest(fragment(fresh), Optional.of("\"*\"")));

        assertThat(result).isInstanceOfSatisfying(PatchResult.Restarted.class, restarted -> {
            assertThat(restarted.etag()).isNotEqualTo(joined.etag()).matches("\"[^\"]+\"");
            assertThat(restarted.fragment()).contains("a=ice-ufrag:").contains("a=ice-pwd:");
        });
        long before = joined.viewer().packets();
        world.run(Duration.ofSeconds(1));
        assertThat(joined.viewer().packets()).as("the old pair still carries").isGreaterThan(before + 300);
    }

    @Test
    void restartTellsTheAddressesThatTheServerHasByThen() {
        var world = new EgressWorld(57);
        world.live(CAM);
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(1));
        world.addAddress(InetAddress.ofLiteral("192.0.2.2"));
        assertThat(restarted(world, joined, 7)).contains("192.0.2.1 8189", "192.0.2.2 8189");

        world.loseAddress();
        assertThat(restarted(world, joined, 8))
                .as("the last known when there are none")
                .contains("192.0.2.1 8189", "192.0.2.2 8189");
    }

    private static String restarted(EgressWorld world, EgressWorld.Joined joined, long seed) {
        var request = new PatchRequest(fragment(IceCredentials.generate(new Random(seed))), Optional.of("*"));
        if (world.egress().patch(CAM, joined.session(), request) instanceof PatchResult.Restarted restarted) {
            return restarted.fragment();
        }
        throw new AssertionError("no restart");
    }

    @Test
    void lateTrickleWithTheOldTagIsRefusedAfterARestart() {
        var world = new EgressWorld(53);
        world.live(CAM);
        var joined = world.join(CAM);
        var trickle = "a=group:BUNDLE 0 1\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=end-of-candidates\r\n";
        assertThat(world.egress().patch(CAM, joined.session(), new PatchRequest(trickle, Optional.of(joined.etag()))))
                .isInstanceOf(PatchResult.Trickled.class);
        var fresh = IceCredentials.generate(new Random(6));
        world.egress().patch(CAM, joined.session(), new PatchRequest(fragment(fresh), Optional.of("*")));

        assertThat(world.egress().patch(CAM, joined.session(), new PatchRequest(trickle, Optional.of(joined.etag()))))
                .isInstanceOf(PatchResult.StaleEtag.class);
        assertThat(world.egress().patch(CAM, joined.session(), new PatchRequest(trickle, Optional.empty())))
                .as("lenient: no tag is taken as meaning the current session")
                .isInstanceOf(PatchResult.Trickled.class);
    }

    @Test
    void fragmentForAnotherMidIsRefusedAndChangesNothing() {
        var world = new EgressWorld(54);
        world.live(CAM);
        var joined = world.join(CAM);
        int footprint = world.egress().footprint();
        var wrong = "m=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:7\r\na=end-of-candidates\r\n";

        assertThat(world.egress().patch(CAM, joined.session(), new PatchRequest(wrong, Optional.empty())))
                .isInstanceOf(PatchResult.Malformed.class);
        assertThat(world.egress().footprint()).isEqualTo(footprint);
    }

    private static String fragment(IceCredentials credentials) {
        return "a=ice-ufrag:" + credentials.ufrag() + "\r\na=ice-pwd:" + credentials.pwd()
                + "\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n";
    }
}
