package org.dragonfork.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.webrtc.ice.LiteWorld.HOME;
import static org.dragonfork.webrtc.ice.LiteWorld.MOBILE;
import static org.dragonfork.webrtc.ice.LiteWorld.REBOUND;
import static org.dragonfork.webrtc.ice.LiteWorld.check;

import java.net.InetSocketAddress;
import org.dragonfork.webrtc.ice.IceOutput.Forgotten;
import org.dragonfork.webrtc.ice.IceOutput.Selected;
import org.dragonfork.webrtc.ice.IceOutput.Validated;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which addresses are listened to, and which one is sent to. */
class IceLiteAgentAddressesTest {
    private final LiteWorld world = new LiteWorld();

    @BeforeEach
    void connect() {
        world.connect(HOME);
    }

    @Test
    void aNewSourcePortWithAValidCheckIsValidated() {
        assertThat(world.events(check(), REBOUND)).containsExactly(new Validated(REBOUND));
        assertThat(world.agent.isValidated(HOME)).isTrue();
        assertThat(world.agent.selected()).contains(HOME);
    }

    @Test
    void nominationMovesTheMedia() {
        assertThat(world.events(check().nominating(), REBOUND))
                .containsExactly(new Validated(REBOUND), new Selected(REBOUND));
        assertThat(world.agent.selected()).contains(REBOUND);
    }

    @Test
    void nominationOfAKnownAddressMovesTheMediaToo() {
        world.events(check(), MOBILE);

        assertThat(world.events(check().nominating(), MOBILE)).containsExactly(new Selected(MOBILE));
        assertThat(world.events(check().nominating(), HOME)).containsExactly(new Selected(HOME));
    }

    @Test
    void theProvisionalAddressYieldsToANominatedOne() {
        var fresh = new LiteWorld();
        assertThat(fresh.events(check(), HOME)).containsExactly(new Validated(HOME), new Selected(HOME));

        assertThat(fresh.events(check().nominating(), MOBILE))
                .containsExactly(new Validated(MOBILE), new Selected(MOBILE));
    }

    @Test
    void aCheckWithoutNominationMovesTheMediaWhenTheSelectedAddressFellSilent() {
        world.now += IceLiteAgent.LONGEST_CHECK_INTERVAL_NANOS - 1;
        assertThat(world.events(check(), REBOUND)).containsExactly(new Validated(REBOUND));

        world.now += 1;
        assertThat(world.events(check(), REBOUND)).containsExactly(new Selected(REBOUND));
    }

    @Test
    void aSelectedAddressThatIsCheckedWithoutNominationStays() {
        for (int i = 0; i < 10; i++) {
            world.now += 5 * LiteWorld.SECOND;
            assertThat(world.events(check(), HOME)).isEmpty();
            assertThat(world.events(check(), MOBILE).contains(new Selected(MOBILE)))
                    .isFalse();
        }
        assertThat(world.agent.selected()).contains(HOME);
    }

    @Test
    void remembersABoundedNumberOfAddressesAndSaysWhichItForgets() {
        for (int i = 1; i < IceLiteAgent.MAX_PAIRS; i++) {
            assertThat(world.events(check(), port(i))).containsExactly(new Validated(port(i)));
        }

        assertThat(world.events(check(), MOBILE)).containsExactly(new Forgotten(port(1)), new Validated(MOBILE));

        assertThat(world.agent.isValidated(port(1))).isFalse();
        assertThat(world.agent.isValidated(port(2))).isTrue();
        assertThat(world.agent.isValidated(HOME)).as("the selected one stays").isTrue();
    }

    @Test
    void forgetsTheAddressThatWasCheckedLongestAgo() {
        for (int i = 1; i < IceLiteAgent.MAX_PAIRS; i++) {
            world.events(check(), port(i));
        }
        world.events(check(), port(1));

        assertThat(world.events(check(), MOBILE)).containsExactly(new Forgotten(port(2)), new Validated(MOBILE));
    }

    @Test
    void aForgottenAddressMayComeBack() {
        for (int i = 1; i <= IceLiteAgent.MAX_PAIRS; i++) {
            world.events(check(), port(i));
        }

        assertThat(world.events(check(), port(1))).containsExactly(new Forgotten(port(2)), new Validated(port(1)));
    }

    @Test
    void aNominationWithTheTableFullForgetsAnOtherThanTheOldSelectedAddress() {
        for (int i = 1; i < IceLiteAgent.MAX_PAIRS; i++) {
            world.events(check(), port(i));
        }

        assertThat(world.events(check().nominating(), MOBILE))
                .containsExactly(new Forgotten(port(1)), new Validated(MOBILE), new Selected(MOBILE));
        assertThat(world.agent.isValidated(HOME)).isTrue();
    }

    private static CandidatePair port(int i) {
        return CandidatePair.to(new InetSocketAddress("198.51.100.7", 50_000 + i));
    }
}
