package org.dragonfork.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dragonfork.webrtc.ice.LiteWorld.HOME;
import static org.dragonfork.webrtc.ice.LiteWorld.MOBILE;
import static org.dragonfork.webrtc.ice.LiteWorld.NEW_SERVER;
import static org.dragonfork.webrtc.ice.LiteWorld.NEW_VIEWER;
import static org.dragonfork.webrtc.ice.LiteWorld.REBOUND;
import static org.dragonfork.webrtc.ice.LiteWorld.SECOND;
import static org.dragonfork.webrtc.ice.LiteWorld.SERVER;
import static org.dragonfork.webrtc.ice.LiteWorld.TIMEOUTS;
import static org.dragonfork.webrtc.ice.LiteWorld.VIEWER;
import static org.dragonfork.webrtc.ice.LiteWorld.check;
import static org.dragonfork.webrtc.ice.LiteWorld.message;
import static org.dragonfork.webrtc.ice.LiteWorld.newCheck;

import org.dragonfork.webrtc.ice.IceOutput.Forgotten;
import org.dragonfork.webrtc.ice.IceOutput.Selected;
import org.dragonfork.webrtc.ice.IceOutput.Validated;
import org.dragonfork.webrtc.stun.MessageIntegrity;
import org.dragonfork.webrtc.stun.StunClass;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8445 section 9: media goes on over the old address until one is selected with the new credentials. */
class IceLiteAgentRestartTest {
    private static final IceCredentials THIRD_SERVER = new IceCredentials("srv3srv3", "server3passwordserver3pw");
    private static final IceCredentials THIRD_VIEWER = new IceCredentials("vwr3", "viewer3passwordviewer3pw");

    private final LiteWorld world = new LiteWorld();

    @BeforeEach
    void connect() {
        world.connect(HOME);
    }

    @Test
    void changesNothingButTheCredentials() {
        world.restart();

        assertThat(world.drain()).isEmpty();
        assertThat(world.agent.state()).isEqualTo(IceState.CONNECTED);
        assertThat(world.agent.selected()).contains(HOME);
        assertThat(world.agent.local()).isEqualTo(NEW_SERVER);
        assertThat(world.agent.remote()).isEqualTo(NEW_VIEWER);
        assertThat(world.agent.previousLocal()).contains(SERVER);
    }

    @Test
    void checksWithBothCredentialsAreAnsweredEachWithItsOwnPassword() {
        world.restart();

        assertThat(world.outputs(check().bytes(), HOME).getFirst())
                .isInstanceOfSatisfying(IceOutput.Transmit.class, old -> assertSignedBy(SERVER, old));
        assertThat(world.outputs(newCheck().bytes(), HOME).getFirst())
                .isInstanceOfSatisfying(IceOutput.Transmit.class, fresh -> assertSignedBy(NEW_SERVER, fresh));
    }

    @Test
    void mixedCredentialsAreNotGood() {
        world.restart();

        assertThat(world.outputs(CheckBuilder.check(NEW_SERVER, VIEWER).bytes(), HOME))
                .isEmpty();
        assertThat(world.outputs(newCheck().password(SERVER.pwd()).bytes(), HOME))
                .isEmpty();
    }

    @Test
    void keepsTheOldAddressUntilOneIsNominatedWithTheNewCredentials() {
        world.restart();

        assertThat(world.events(newCheck(), MOBILE)).containsExactly(new Validated(MOBILE));
        assertThat(world.agent.selected()).contains(HOME);
        assertThat(world.agent.isValidated(HOME)).isTrue();

        assertThat(world.events(newCheck().nominating(), MOBILE))
                .containsExactly(new Selected(MOBILE), new Forgotten(HOME));
        assertThat(world.agent.selected()).contains(MOBILE);
        assertThat(world.agent.isValidated(HOME)).isFalse();
    }

    @Test
    void theOldCredentialsEndWithTheNomination() {
        world.restart();
        world.events(newCheck().nominating(), MOBILE);

        assertThat(world.agent.previousLocal()).isEmpty();
        assertThat(world.outputs(check().bytes(), HOME)).isEmpty();
        assertThat(world.agent.rejected(IceRejection.UNKNOWN_USERNAME)).isEqualTo(1);
    }

    @Test
    void theSameAddressMayBeNominatedAgain() {
        world.events(check(), REBOUND);
        world.restart();

        assertThat(world.events(newCheck().nominating(), HOME)).containsExactly(new Forgotten(REBOUND));
        assertThat(world.agent.previousLocal()).isEmpty();
        assertThat(world.agent.selected()).contains(HOME);
    }

    @Test
    void anAddressCheckedWithTheNewCredentialsIsNotForgotten() {
        world.events(check(), REBOUND);
        world.restart();
        world.events(newCheck(), REBOUND);
        world.events(check(), REBOUND);

        assertThat(world.events(newCheck().nominating(), MOBILE))
                .containsExactly(new Validated(MOBILE), new Selected(MOBILE), new Forgotten(HOME));
        assertThat(world.agent.isValidated(REBOUND)).isTrue();
    }

    @Test
    void theOldPairMayStillMoveMeanwhile() {
        world.restart();

        assertThat(world.events(check().nominating(), REBOUND))
                .containsExactly(new Validated(REBOUND), new Selected(REBOUND));
        assertThat(world.agent.previousLocal()).contains(SERVER);
    }

    @Test
    void aSilentOldAddressYieldsToAnyNewOne() {
        world.restart();
        world.now += 6 * SECOND;

        assertThat(world.events(newCheck(), MOBILE))
                .containsExactly(new Validated(MOBILE), new Selected(MOBILE), new Forgotten(HOME));
        assertThat(world.agent.previousLocal()).isEmpty();
    }

    @Test
    void aSecondRestartAbandonsTheFirst() {
        world.restart();
        world.events(newCheck(), MOBILE);

        world.agent.restart(THIRD_SERVER, THIRD_VIEWER, world.now);

        assertThat(world.drain()).containsExactly(new Forgotten(MOBILE));
        assertThat(world.outputs(newCheck().bytes(), MOBILE)).isEmpty();
        assertThat(message(world.outputs(check().bytes(), HOME).getFirst()).isBinding(StunClass.SUCCESS))
                .isTrue();
        assertThat(world.events(CheckBuilder.check(THIRD_SERVER, THIRD_VIEWER).nominating(), REBOUND))
                .containsExactly(new Validated(REBOUND), new Selected(REBOUND), new Forgotten(HOME));
    }

    @Test
    void oneRestartMayFollowAnother() {
        world.restart();
        world.events(newCheck().nominating(), MOBILE);
        world.agent.restart(THIRD_SERVER, THIRD_VIEWER, world.now);

        assertThat(world.agent.previousLocal()).contains(NEW_SERVER);
        assertThat(world.events(CheckBuilder.check(THIRD_SERVER, THIRD_VIEWER).nominating(), HOME))
                .containsExactly(new Validated(HOME), new Selected(HOME), new Forgotten(MOBILE));
    }

    @Test
    void beforeTheFirstCheckTheFirstAddressIsSelectedAsEver() {
        var fresh = new LiteWorld();
        fresh.restart();

        assertThat(fresh.agent.deadlineNanos()).isEqualTo(LiteWorld.START + TIMEOUTS.connectNanos());
        assertThat(fresh.events(newCheck(), HOME)).containsExactly(new Validated(HOME), new Selected(HOME));
        assertThat(fresh.agent.previousLocal()).isEmpty();
    }

    @Test
    void countsAsASignOfLife() {
        world.now += 29 * SECOND;
        world.restart();

        assertThat(world.agent.deadlineNanos()).isEqualTo(world.now + TIMEOUTS.consentNanos());
    }

    @Test
    void needsANewUfrag() {
        assertThatThrownBy(() -> world.agent.restart(SERVER, NEW_VIEWER, world.now))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("new local ufrag");
    }

    @Test
    void comesTooLateAfterExpiry() {
        world.timeoutAt(world.now + TIMEOUTS.consentNanos());
        world.restart();

        assertThat(world.agent.local()).isEqualTo(SERVER);
        assertThat(world.outputs(newCheck().bytes(), HOME)).isEmpty();
    }

    private static void assertSignedBy(IceCredentials credentials, IceOutput.Transmit response) {
        byte[] bytes = response.datagram();
        assertThat(new MessageIntegrity(credentials.pwd()).verify(bytes, 0, bytes.length))
                .isTrue();
    }
}
