package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dragonfork.egress.event.StreamId;
import org.junit.jupiter.api.Test;

class HostilePacketsScenarioTest {
    private static final StreamId CAM = new StreamId("cam");
    private static final InetSocketAddress STRANGER =
            new InetSocketAddress(InetAddress.ofLiteral("203.0.113.66"), 6666);

    @Test
    void strangersGetNoReplyAndLeaveNoTrace() {
        var world = new EgressWorld(41);
        world.live(CAM);
        List<byte[]> replies = new ArrayList<>();
        world.network().attach(STRANGER, (datagram, _, _, _) -> replies.add(datagram));
        var joined = world.join(CAM);
        int footprint = world.egress().footprint();
        var random = new Random(41);
        for (int i = 0; i < 3000; i++) {
            byte[] junk = new byte[random.nextInt(200)];
            random.nextBytes(junk);
            if (junk.length > 8 && i % 3 == 0) {
                // Looks like STUN: type, length and magic cookie are right.
                junk[0] = 0;
                junk[1] = 1;
                junk[2] = 0;
                junk[3] = (byte) Math.max(0, junk.length - 20);
                junk[4] = 0x21;
                junk[5] = 0x12;
                junk[6] = (byte) 0xa4;
                junk[7] = 0x42;
            }
            world.inject(junk, STRANGER);
        }
        world.run(Duration.ofSeconds(3));

        assertThat(replies.size()).as("replies to a stranger").isZero();
        assertThat(joined.viewer().isSecured())
                .as("the viewer got through meanwhile")
                .isTrue();
        // One entry more: the address of the viewer that did authenticate.
        assertThat(world.egress().footprint()).isEqualTo(footprint + 1);
    }

    @Test
    void strangerWhoRepeatsAViewersOwnPacketsGetsNothingAndChangesNothing() {
        var world = new EgressWorld(42);
        world.live(CAM);
        List<byte[]> replies = new ArrayList<>();
        world.network().attach(STRANGER, (datagram, _, _, _) -> replies.add(datagram));
        List<byte[]> overheard = new ArrayList<>();
        world.network().filter((to, datagram) -> {
            if (to.equals(EgressWorld.SERVER) && overheard.size() < 2000) {
                overheard.add(datagram);
            }
            return true;
        });
        var joined = world.join(CAM);
        world.run(Duration.ofSeconds(2));
        var heard = List.copyOf(overheard).stream()
                // An authentic check from elsewhere is what a NAT rebinding looks like; all else must be refused.
                .filter(datagram -> datagram[0] > 3)
                .toList();
        assertThat(heard).isNotEmpty();
        heard.forEach(datagram -> world.inject(datagram, STRANGER));
        long before = joined.viewer().packets();
        world.run(Duration.ofSeconds(2));

        assertThat(replies.size()).as("replies to a stranger").isZero();
        assertThat(joined.viewer().packets()).isGreaterThan(before + 500);
        assertThat(joined.viewer().undecryptable()).isZero();
    }

    @Test
    void checksWithAWrongPasswordAreNotAnswered() {
        var world = new EgressWorld(43);
        world.live(CAM);
        List<byte[]> replies = new ArrayList<>();
        world.network().attach(STRANGER, (datagram, _, _, _) -> replies.add(datagram));
        List<byte[]> checks = new ArrayList<>();
        world.network().filter((to, datagram) -> {
            if (to.equals(EgressWorld.SERVER) && datagram[0] == 0) {
                checks.add(datagram.clone());
            }
            return true;
        });
        world.join(CAM);
        world.run(Duration.ofSeconds(1));
        assertThat(checks).isNotEmpty();
        for (byte[] check : List.copyOf(checks)) {
            // All that MESSAGE-INTEGRITY covers; the 8 bytes of FINGERPRINT behind it may be missing altogether.
            for (int i = 20; i < check.length - 8; i++) {
                byte[] broken = check.clone();
                broken[i] ^= 1;
                world.inject(broken, STRANGER);
            }
        }
        world.run(Duration.ofSeconds(1));

        assertThat(replies.size()).as("replies to a stranger").isZero();
    }
}
