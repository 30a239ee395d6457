package org.dragonfork.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.webrtc.ice.LiteWorld.HOME;
import static org.dragonfork.webrtc.ice.LiteWorld.MOBILE;
import static org.dragonfork.webrtc.ice.LiteWorld.SERVER;
import static org.dragonfork.webrtc.ice.LiteWorld.VIEWER;
import static org.dragonfork.webrtc.ice.LiteWorld.check;
import static org.dragonfork.webrtc.ice.LiteWorld.message;

import java.net.InetSocketAddress;
import java.util.List;
import org.dragonfork.webrtc.stun.Fingerprint;
import org.dragonfork.webrtc.stun.MessageIntegrity;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.dragonfork.webrtc.stun.TransactionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IceLiteAgentTest {
    private static final TransactionId ID = new TransactionId(0xABCD, 0x1234);

    private final LiteWorld world = new LiteWorld();

    @Test
    void beginsCheckingAndSilent() {
        assertThat(world.agent.state()).isEqualTo(IceState.CHECKING);
        assertThat(world.agent.selected()).isEmpty();
        assertThat(world.agent.local()).isEqualTo(SERVER);
        assertThat(world.agent.remote()).isEqualTo(VIEWER);
        assertThat(world.drain()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.7", "2001:db8::7"})
    void answersBindingRequestWithXorMappedAddress(String host) {
        var from = CandidatePair.to(new InetSocketAddress(host, 40000));
        IceOutput response = world.outputs(check().id(ID).bytes(), from).getFirst();

        assertThat(response).isInstanceOfSatisfying(IceOutput.Transmit.class, transmit -> {
            assertThat(transmit.over()).isEqualTo(from);
            byte[] bytes = transmit.datagram();
            assertThat(Fingerprint.check(bytes, 0, bytes.length)).isEqualTo(Fingerprint.Verdict.VALID);
            assertThat(new MessageIntegrity(SERVER.pwd()).verify(bytes, 0, bytes.length))
                    .isTrue();
        });
        assertThat(message(response))
                .isEqualTo(StunMessage.binding(
                        StunClass.SUCCESS, ID, List.of(new StunAttribute.XorMappedAddress(from.remote()))));
    }

    @Test
    void firstCheckIsAnsweredThenValidatesThenSelects() {
        List<IceOutput> outputs = world.outputs(check().bytes(), HOME);

        assertThat(outputs).hasSize(3);
        assertThat(outputs.getFirst()).isInstanceOf(IceOutput.Transmit.class);
        assertThat(outputs.subList(1, 3)).containsExactly(new IceOutput.Validated(HOME), new IceOutput.Selected(HOME));
        assertThat(world.agent.state()).isEqualTo(IceState.CONNECTED);
        assertThat(world.agent.selected()).contains(HOME);
        assertThat(world.agent.isValidated(HOME)).isTrue();
        assertThat(world.agent.isValidated(MOBILE)).isFalse();
    }

    @Test
    void laterChecksFromTheSameAddressAreOnlyAnswered() {
        world.outputs(check().bytes(), HOME);

        List<IceOutput> outputs = world.outputs(check().nominating().bytes(), HOME);

        assertThat(outputs).singleElement().isInstanceOf(IceOutput.Transmit.class);
    }

    @Test
    void answersARepeatedRequestTheSame() {
        byte[] request = check().bytes();
        StunMessage first = message(world.outputs(request, HOME).getFirst());

        assertThat(message(world.outputs(request, HOME).getFirst())).isEqualTo(first);
    }

    @Test
    void readsTheDatagramWhereItLies() {
        byte[] request = check().bytes();
        byte[] buffer = new byte[request.length + 100];
        System.arraycopy(request, 0, buffer, 33, request.length);

        world.agent.handleStun(buffer, 33, request.length, HOME, world.now);

        assertThat(world.drain()).hasSize(3);
    }

    @Test
    void acceptsACheckWithoutFingerprint() {
        assertThat(world.outputs(check().withoutFingerprint(), HOME)).hasSize(3);
    }

    @Test
    void acceptsACheckWithoutPriorityAndRole() {
        byte[] request = CheckBuilder.bare(SERVER)
                .with(new StunAttribute.Username("srv1srv1:vwr1"))
                .bytes();

        assertThat(world.outputs(request, HOME)).hasSize(3);
    }

    @Test
    void ignoresUnknownOptionalAttributes() {
        CheckBuilder fromChromium = check().with(new StunAttribute.Unknown(0xC057, new byte[] {0, 1, 0, 10}));

        assertThat(world.outputs(fromChromium.bytes(), HOME)).hasSize(3);
    }

    @Test
    void refusesUnknownRequiredAttributesByName() {
        CheckBuilder odd = check().with(new StunAttribute.Unknown(0x7001, new byte[4]))
                .with(new StunAttribute.Unknown(0x7000, new byte[0]))
                .id(ID);
        List<IceOutput> outputs = world.outputs(odd.bytes(), HOME);

        assertThat(outputs).hasSize(1);
        assertThat(message(outputs.getFirst()))
                .isEqualTo(StunMessage.binding(
                        StunClass.ERROR,
                        ID,
                        List.of(
                                new StunAttribute.ErrorCode(420, "Unknown Attribute"),
                                new StunAttribute.UnknownAttributes(List.of(0x7001, 0x7000)))));
        assertRefused(IceRejection.UNKNOWN_ATTRIBUTE, outputs);
    }

    @Test
    void refusesAViewerThatWantsToBeControlled() {
        List<IceOutput> outputs = world.outputs(
                check().with(new StunAttribute.IceControlled(Long.MAX_VALUE)).bytes(), HOME);

        assertThat(outputs).hasSize(1);
        assertThat(message(outputs.getFirst()).attribute(StunAttribute.ErrorCode.class))
                .contains(new StunAttribute.ErrorCode(487, "Role Conflict"));
        assertRefused(IceRejection.ROLE_CONFLICT, outputs);
    }

    @Test
    void ignoresWhatStandsBehindTheIntegrity() {
        world.connect(HOME);

        List<IceOutput> nomination =
                world.outputs(check().withAfterIntegrity(new StunAttribute.UseCandidate()), MOBILE);
        List<IceOutput> unknown =
                world.outputs(check().withAfterIntegrity(new StunAttribute.Unknown(0x7000, new byte[4])), MOBILE);

        assertThat(nomination).hasSize(2).last().isEqualTo(new IceOutput.Validated(MOBILE));
        assertThat(message(unknown.getFirst()).isBinding(StunClass.SUCCESS)).isTrue();
        assertThat(world.agent.selected()).contains(HOME);
    }

    /** No reply is longer than the request of a browser, so nothing is amplified. */
    @Test
    void responsesAreNoLongerThanChecks() {
        for (CandidatePair from : List.of(HOME, MOBILE)) {
            byte[] request = check().bytes();

            assertThat(world.outputs(request, from).getFirst())
                    .isInstanceOfSatisfying(
                            IceOutput.Transmit.class,
                            transmit -> assertThat(transmit.datagram()).hasSizeLessThanOrEqualTo(request.length));
        }
    }

    private void assertRefused(IceRejection reason, List<IceOutput> outputs) {
        assertThat(outputs.getFirst())
                .isInstanceOfSatisfying(
                        IceOutput.Transmit.class,
                        transmit -> assertThat(new MessageIntegrity(SERVER.pwd())
                                        .verify(transmit.datagram(), 0, transmit.datagram().length))
                                .isTrue());
        assertThat(world.agent.rejected(reason)).isEqualTo(1);
        assertThat(world.rejected()).isEqualTo(1);
        assertThat(world.agent.state()).isEqualTo(IceState.CHECKING);
        assertThat(world.agent.isValidated(HOME)).isFalse();
    }
}
