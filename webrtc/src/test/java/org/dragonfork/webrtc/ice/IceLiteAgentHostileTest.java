package org.dragonfork.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.webrtc.ice.LiteWorld.HOME;
import static org.dragonfork.webrtc.ice.LiteWorld.SERVER;
import static org.dragonfork.webrtc.ice.LiteWorld.VIEWER;
import static org.dragonfork.webrtc.ice.LiteWorld.check;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.junit.jupiter.api.Test;

/** Who does not know the password gets no response and leaves no state. */
class IceLiteAgentHostileTest {
    private static final CandidatePair STRANGER = CandidatePair.to(new InetSocketAddress("203.0.113.66", 666));

    private final LiteWorld world = new LiteWorld();

    @Test
    void random() {
        var random = new SplittableRandom(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] junk = new byte[random.nextInt(200)];
            random.nextBytes(junk);
            assertIgnored(junk, IceRejection.MALFORMED, i + 1);
        }
    }

    /** Except in FINGERPRINT's own type: then it is an unknown attribute behind the HMAC, which is ignored. */
    @Test
    void anyChangedBit() {
        byte[] valid = check().nominating().bytes();
        int fingerprintAt = valid.length - 8;
        for (int bit = 0; bit < valid.length * 8; bit++) {
            if (bit / 8 == fingerprintAt || bit / 8 == fingerprintAt + 1) {
                continue;
            }
            byte[] changed = valid.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertIgnored(changed);
        }
    }

    @Test
    void anyChangedBitWhereNoFingerprintTells() {
        byte[] valid = check().nominating().withoutFingerprint();
        for (int bit = 0; bit < valid.length * 8; bit++) {
            byte[] changed = valid.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertIgnored(changed);
        }
        assertThat(world.agent.rejected(IceRejection.BAD_INTEGRITY)).isGreaterThan(200);
    }

    @Test
    void anyShorterPart() {
        byte[] valid = check().bytes();
        for (int length = 0; length < valid.length; length++) {
            assertIgnored(Arrays.copyOf(valid, length), IceRejection.MALFORMED, length + 1);
        }
    }

    @Test
    void wrongPassword() {
        assertIgnored(check().password(VIEWER.pwd()).bytes(), IceRejection.BAD_INTEGRITY, 1);
    }

    @Test
    void missingIntegrity() {
        assertIgnored(check().withoutIntegrity(), IceRejection.BAD_INTEGRITY, 1);
    }

    @Test
    void missingUsername() {
        assertIgnored(CheckBuilder.bare(SERVER).bytes(), IceRejection.UNKNOWN_USERNAME, 1);
    }

    @Test
    void usernameOfAnotherViewer() {
        assertIgnored(username("srv1srv1:vwr9"), IceRejection.UNKNOWN_USERNAME, 1);
    }

    @Test
    void usernameOfAnotherSession() {
        assertIgnored(username("srv9srv9:vwr1"), IceRejection.UNKNOWN_USERNAME, 1);
    }

    @Test
    void usernameTheWrongWayRound() {
        assertIgnored(username("vwr1:srv1srv1"), IceRejection.UNKNOWN_USERNAME, 1);
    }

    @Test
    void usernameWithMoreBehindIt() {
        assertIgnored(username("srv1srv1:vwr1:x"), IceRejection.UNKNOWN_USERNAME, 1);
    }

    @Test
    void wrongFingerprint() {
        byte[] request = check().bytes();
        request[request.length - 1]++;

        assertIgnored(request, IceRejection.BAD_FINGERPRINT, 1);
    }

    @Test
    void indication() {
        assertIgnored(
                check().type(StunClass.INDICATION, StunMessage.BINDING).bytes(), IceRejection.NOT_BINDING_REQUEST, 1);
    }

    @Test
    void responses() {
        assertIgnored(
                check().type(StunClass.SUCCESS, StunMessage.BINDING).bytes(), IceRejection.NOT_BINDING_REQUEST, 1);
        assertIgnored(check().type(StunClass.ERROR, StunMessage.BINDING).bytes(), IceRejection.NOT_BINDING_REQUEST, 2);
    }

    @Test
    void otherMethod() {
        int allocate = 0x003;
        assertIgnored(check().type(StunClass.REQUEST, allocate).bytes(), IceRejection.NOT_BINDING_REQUEST, 1);
    }

    @Test
    void tooLong() {
        byte[] longest =
                check().with(new StunAttribute.Unknown(0xC057, new byte[1800])).bytes();
        byte[] padded = Arrays.copyOf(longest, longest.length + 400);
        padded[2] = (byte) ((padded.length - 20) >> 8);
        padded[3] = (byte) (padded.length - 20);

        assertIgnored(padded, IceRejection.MALFORMED, 1);
    }

    @Test
    void strangersDoNotDisturbAConnectedViewer() {
        world.connect(HOME);

        assertThat(world.outputs(
                        check().nominating().password("notthepasswordatall1234").bytes(), STRANGER))
                .isEmpty();

        assertThat(world.agent.selected()).contains(HOME);
        assertThat(world.agent.isValidated(STRANGER)).isFalse();
    }

    @Test
    void anOwnerThatNeverPollsKeepsABoundedQueue() {
        byte[] request = check().nominating().bytes();
        for (int i = 0; i < 5_000; i++) {
            world.agent.handleStun(
                    request,
                    0,
                    request.length,
                    CandidatePair.to(new InetSocketAddress("198.51.100.7", 1024 + i)),
                    world.now);
        }

        assertThat(world.agent.rejected(IceRejection.FLOODED)).isGreaterThan(4_900);
        assertThat(world.drain())
                .hasSizeLessThanOrEqualTo(IceLiteAgent.MAX_WAITING_OUTPUTS + IceLiteAgent.MAX_PAIRS + 3);
        assertThat(world.outputs(request, HOME)).isNotEmpty();
    }

    private static byte[] username(String username) {
        return CheckBuilder.bare(SERVER)
                .with(new StunAttribute.Username(username))
                .bytes();
    }

    private void assertIgnored(byte[] datagram, IceRejection reason, long times) {
        assertIgnored(datagram);
        assertThat(world.agent.rejected(reason)).isEqualTo(times);
        assertThat(world.rejected()).isEqualTo(times);
    }

    private void assertIgnored(byte[] datagram) {
        long rejectedBefore = world.rejected();
        assertThat(world.outputs(datagram, STRANGER)).isEmpty();
        assertThat(world.rejected()).isEqualTo(rejectedBefore + 1);
        assertThat(world.agent.isValidated(STRANGER)).isFalse();
        assertThat(world.agent.state()).isEqualTo(IceState.CHECKING);
        assertThat(world.agent.deadlineNanos()).isEqualTo(LiteWorld.START + LiteWorld.TIMEOUTS.connectNanos());
    }
}
