package org.dragonfork.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dragonfork.webrtc.ice.LiteWorld.HOME;
import static org.dragonfork.webrtc.ice.LiteWorld.MOBILE;
import static org.dragonfork.webrtc.ice.LiteWorld.SECOND;
import static org.dragonfork.webrtc.ice.LiteWorld.START;
import static org.dragonfork.webrtc.ice.LiteWorld.TIMEOUTS;
import static org.dragonfork.webrtc.ice.LiteWorld.check;

import org.dragonfork.webrtc.ice.IceOutput.Expired;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.junit.jupiter.api.Test;

/** Time; the clock of these tests wraps three seconds after the start. */
class IceLiteAgentExpiryTest {
    private static final long CONNECT_DEADLINE = START + TIMEOUTS.connectNanos();

    private final LiteWorld world = new LiteWorld();

    @Test
    void neverConnectedAtTheDeadlineAndNotBefore() {
        assertThat(world.agent.deadlineNanos()).isEqualTo(CONNECT_DEADLINE);
        assertThat(world.timeoutAt(CONNECT_DEADLINE - 1)).isEmpty();
        assertThat(world.timeoutAt(CONNECT_DEADLINE)).containsExactly(new Expired(IceExpiry.NEVER_CONNECTED));
        assertThat(world.agent.state()).isEqualTo(IceState.EXPIRED);
    }

    @Test
    void consentLostAtTheDeadlineAndNotBefore() {
        world.now = START + 4 * SECOND;
        world.connect(HOME);
        long deadline = world.now + TIMEOUTS.consentNanos();

        assertThat(world.agent.deadlineNanos()).isEqualTo(deadline);
        assertThat(world.timeoutAt(deadline - 1)).isEmpty();
        assertThat(world.timeoutAt(deadline)).containsExactly(new Expired(IceExpiry.CONSENT_LOST));
    }

    @Test
    void connectingInTheLastMomentCounts() {
        world.now = CONNECT_DEADLINE - 1;
        world.connect(HOME);

        assertThat(world.timeoutAt(CONNECT_DEADLINE)).isEmpty();
    }

    @Test
    void everyCheckRenewsConsentFromWhateverAddress() {
        world.connect(HOME);
        world.now += 29 * SECOND;
        world.events(check(), MOBILE);

        assertThat(world.agent.deadlineNanos()).isEqualTo(world.now + TIMEOUTS.consentNanos());
        assertThat(world.timeoutAt(world.now + 29 * SECOND)).isEmpty();
    }

    @Test
    void heardRenewsConsent() {
        world.connect(HOME);
        world.now += 29 * SECOND;
        world.agent.heard(HOME, world.now);

        assertThat(world.agent.deadlineNanos()).isEqualTo(world.now + TIMEOUTS.consentNanos());
    }

    @Test
    void heardIsNothingBeforeTheFirstCheck() {
        world.agent.heard(HOME, START + 5 * SECOND);

        assertThat(world.agent.deadlineNanos()).isEqualTo(CONNECT_DEADLINE);
        assertThat(world.agent.state()).isEqualTo(IceState.CHECKING);
    }

    @Test
    void whatIsRejectedDoesNotRenewConsent() {
        world.connect(HOME);
        long deadline = world.agent.deadlineNanos();
        world.now += 10 * SECOND;

        world.outputs(check().password("notthepasswordatall1234").bytes(), HOME);
        world.outputs(check().type(StunClass.INDICATION, StunMessage.BINDING).bytes(), HOME);
        world.outputs(
                check().with(new StunAttribute.Unknown(0x7000, new byte[0])).bytes(), HOME);
        world.outputs(check().with(new StunAttribute.IceControlled(1)).bytes(), HOME);

        assertThat(world.rejected()).isEqualTo(4);
        assertThat(world.agent.deadlineNanos()).isEqualTo(deadline);
    }

    @Test
    void anExpiredAgentDoesNothingAnyMore() {
        world.connect(HOME);
        world.timeoutAt(START + TIMEOUTS.consentNanos());

        assertThat(world.agent.deadlineNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(world.outputs(check().nominating().bytes(), HOME)).isEmpty();
        assertThat(world.agent.rejected(IceRejection.EXPIRED)).isEqualTo(1);
        world.agent.heard(HOME, world.now);
        assertThat(world.timeoutAt(world.now + 1000 * SECOND)).isEmpty();
        assertThat(world.agent.state()).isEqualTo(IceState.EXPIRED);
    }

    @Test
    void timeoutsArePositive() {
        assertThatThrownBy(() -> new IceTimeouts(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IceTimeouts(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
