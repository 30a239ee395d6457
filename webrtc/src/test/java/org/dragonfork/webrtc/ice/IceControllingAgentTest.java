package org.dragonfork.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dragonfork.webrtc.ice.LiteWorld.HOME;
import static org.dragonfork.webrtc.ice.LiteWorld.SECOND;
import static org.dragonfork.webrtc.ice.LiteWorld.SERVER;
import static org.dragonfork.webrtc.ice.LiteWorld.START;
import static org.dragonfork.webrtc.ice.LiteWorld.TIMEOUTS;
import static org.dragonfork.webrtc.ice.LiteWorld.VIEWER;
import static org.dragonfork.webrtc.ice.LiteWorld.message;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dragonfork.webrtc.ice.IceOutput.Expired;
import org.dragonfork.webrtc.ice.IceOutput.Selected;
import org.dragonfork.webrtc.ice.IceOutput.Transmit;
import org.dragonfork.webrtc.ice.IceOutput.Validated;
import org.dragonfork.webrtc.stun.MessageIntegrity;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.dragonfork.webrtc.stun.StunWriter;
import org.dragonfork.webrtc.stun.TransactionId;
import org.junit.jupiter.api.Test;

/** The viewer's agent against a server whose responses are made by hand; the clock wraps after three seconds. */
class IceControllingAgentTest {
    private static final InetSocketAddress FIRST = new InetSocketAddress("192.0.2.1", 8189);
    private static final InetSocketAddress SECOND_ADDRESS = new InetSocketAddress("2001:db8::1", 8189);

    private IceControllingAgent agent = agent(IceNomination.AGGRESSIVE, List.of(FIRST));

    @Test
    void waitsUntilStarted() {
        agent.handleTimeout(START);

        assertThat(agent.poll()).isEmpty();
        assertThat(agent.deadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void sendsACompleteCheckAtOnce() {
        Transmit check = onlyTransmit(start());

        assertThat(check.to()).isEqualTo(FIRST);
        assertThat(new MessageIntegrity(SERVER.pwd()).verify(check.datagram(), 0, check.datagram().length))
                .isTrue();
        StunMessage request = message(check);
        assertThat(request.isBinding(StunClass.REQUEST)).isTrue();
        assertThat(request.attribute(StunAttribute.Username.class))
                .contains(new StunAttribute.Username("srv1srv1:vwr1"));
        assertThat(request.has(StunAttribute.IceControlling.class)).isTrue();
        assertThat(request.attribute(StunAttribute.Priority.class)).contains(new StunAttribute.Priority(0x6EFFFFFFL));
        assertThat(request.has(StunAttribute.UseCandidate.class)).isTrue();
    }

    @Test
    void pacesTheFirstChecksOfItsCandidates() {
        agent = agent(IceNomination.AGGRESSIVE, List.of(FIRST, SECOND_ADDRESS));

        assertThat(onlyTransmit(start()).to()).isEqualTo(FIRST);
        assertThat(agent.deadlineNanos()).isEqualTo(START + IceControllingAgent.PACING_NANOS);
        assertThat(timeoutAt(START + IceControllingAgent.PACING_NANOS - 1)).isEmpty();
        assertThat(onlyTransmit(timeoutAt(START + IceControllingAgent.PACING_NANOS))
                        .to())
                .isEqualTo(SECOND_ADDRESS);
    }

    @Test
    void repeatsACheckAtDoublingIntervals() {
        byte[] first = onlyTransmit(start()).datagram();
        long at = START;
        for (long interval = SECOND / 2; interval <= 4 * SECOND; interval *= 2) {
            at += interval;
            assertThat(agent.deadlineNanos()).isEqualTo(at);
            assertThat(timeoutAt(at - 1)).isEmpty();
            assertThat(onlyTransmit(timeoutAt(at)).datagram()).isEqualTo(first);
        }
    }

    @Test
    void selectsTheFirstCandidateThatAnswers() {
        StunMessage check = message(onlyTransmit(start()));

        assertThat(answer(success(check), FIRST, START + 1)).containsExactly(new Validated(FIRST), new Selected(FIRST));
        assertThat(agent.state()).isEqualTo(IceState.CONNECTED);
        assertThat(agent.selected()).contains(FIRST);
        assertThat(agent.mapped()).contains(HOME.remote());
    }

    @Test
    void stopsCheckingOtherCandidatesOnceOneIsSelected() {
        agent = agent(IceNomination.AGGRESSIVE, List.of(FIRST, SECOND_ADDRESS));
        StunMessage check = message(onlyTransmit(start()));
        timeoutAt(START + IceControllingAgent.PACING_NANOS);

        answer(success(check), FIRST, START + IceControllingAgent.PACING_NANOS + 1);

        assertThat(timeoutAt(START + 3 * SECOND)).isEmpty();
    }

    @Test
    void regularNominationTakesASecondCheck() {
        agent = agent(IceNomination.REGULAR, List.of(FIRST));
        StunMessage check = message(onlyTransmit(start()));
        assertThat(check.has(StunAttribute.UseCandidate.class)).isFalse();

        List<IceOutput> outputs = answer(success(check), FIRST, START + 1);

        assertThat(outputs).hasSize(2).first().isEqualTo(new Validated(FIRST));
        assertThat(agent.state()).isEqualTo(IceState.CHECKING);
        StunMessage nomination = message(outputs.getLast());
        assertThat(nomination.has(StunAttribute.UseCandidate.class)).isTrue();
        assertThat(nomination.transactionId()).isNotEqualTo(check.transactionId());
        assertThat(answer(success(nomination), FIRST, START + 2)).containsExactly(new Selected(FIRST));
        assertThat(agent.state()).isEqualTo(IceState.CONNECTED);
    }

    @Test
    void ignoresResponsesThatAreNotToItsCheck() {
        StunMessage check = message(onlyTransmit(start()));
        StunMessage other = success(new TransactionId(1, 1));
        var withoutAddress = StunMessage.binding(StunClass.SUCCESS, check.transactionId(), List.of());
        byte[] wrongPassword = StunWriter.write(success(check), new MessageIntegrity(VIEWER.pwd()));
        byte[] unsigned = StunWriter.write(success(check));
        byte[] badFingerprint = StunWriter.write(success(check), new MessageIntegrity(SERVER.pwd()));
        badFingerprint[badFingerprint.length - 1]++;

        assertThat(answer(other, FIRST, START)).isEmpty();
        assertThat(answer(success(check), SECOND_ADDRESS, START)).isEmpty();
        assertThat(answer(withoutAddress, FIRST, START)).isEmpty();
        assertThat(answer(check, FIRST, START)).isEmpty();
        for (byte[] bad : List.of(wrongPassword, unsigned, badFingerprint, new byte[] {1, 2, 3})) {
            assertThat(handle(bad, FIRST, START)).isEmpty();
        }
        assertThat(agent.ignored()).isEqualTo(8);
        assertThat(agent.state()).isEqualTo(IceState.CHECKING);
        assertThat(answer(success(check), FIRST, START)).isNotEmpty();
    }

    @Test
    void ignoresASecondResponse() {
        StunMessage check = message(onlyTransmit(start()));
        answer(success(check), FIRST, START + 1);

        assertThat(answer(success(check), FIRST, START + 2)).isEmpty();
        assertThat(agent.ignored()).isEqualTo(1);
    }

    @Test
    void givesUpWhenEveryCandidateRefuses() {
        agent = agent(IceNomination.AGGRESSIVE, List.of(FIRST, SECOND_ADDRESS));
        StunMessage first = message(onlyTransmit(start()));
        StunMessage second = message(onlyTransmit(timeoutAt(START + IceControllingAgent.PACING_NANOS)));

        assertThat(answer(error(first), FIRST, START + SECOND / 10)).isEmpty();
        assertThat(answer(error(second), SECOND_ADDRESS, START + SECOND / 10))
                .containsExactly(new Expired(IceExpiry.NEVER_CONNECTED));
        assertThat(agent.state()).isEqualTo(IceState.EXPIRED);
        assertThat(agent.deadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void doesNotBelieveAnUnsignedRefusal() {
        StunMessage check = message(onlyTransmit(start()));

        assertThat(handle(StunWriter.write(error(check)), FIRST, START)).isEmpty();
        assertThat(agent.state()).isEqualTo(IceState.CHECKING);
    }

    @Test
    void neverConnectedAtTheDeadlineAndNotBefore() {
        start();
        long deadline = START + TIMEOUTS.connectNanos();

        assertThat(timeoutAt(deadline - 1)).doesNotContain(new Expired(IceExpiry.NEVER_CONNECTED));
        assertThat(timeoutAt(deadline)).containsExactly(new Expired(IceExpiry.NEVER_CONNECTED));
        assertThat(timeoutAt(deadline + 1)).isEmpty();
    }

    @Test
    void checksConsentEveryFourToSixSecondsWithNewTransactions() {
        long now = connect();
        List<TransactionId> ids = new ArrayList<>();
        List<Long> intervals = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long due = agent.deadlineNanos();
            intervals.add(due - now);
            now = due;
            StunMessage check = message(onlyTransmit(timeoutAt(now)));
            ids.add(check.transactionId());
            answer(success(check), FIRST, now);
        }

        assertThat(intervals).allSatisfy(interval -> assertThat(interval).isBetween(4 * SECOND, 6 * SECOND));
        assertThat(intervals.stream().distinct().count()).isGreaterThan(190);
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void doesNotRepeatAConsentCheck() {
        connect();
        long due = agent.deadlineNanos();
        timeoutAt(due);

        assertThat(agent.deadlineNanos() - due).isBetween(4 * SECOND, 6 * SECOND);
        assertThat(timeoutAt(due + 4 * SECOND - 1)).isEmpty();
    }

    @Test
    void losesConsentThirtySecondsAfterTheLastResponseAndNotBefore() {
        long connected = connect();
        long deadline = connected + TIMEOUTS.consentNanos();

        for (long at = agent.deadlineNanos(); at - deadline < 0; at = agent.deadlineNanos()) {
            assertThat(timeoutAt(at)).singleElement().isInstanceOf(Transmit.class);
        }

        assertThat(timeoutAt(deadline - 1)).isEmpty();
        assertThat(timeoutAt(deadline)).containsExactly(new Expired(IceExpiry.CONSENT_LOST));
    }

    @Test
    void aLateConsentResponseCountsAndARefusalDoesNot() {
        connect();
        StunMessage early = message(onlyTransmit(timeoutAt(agent.deadlineNanos())));
        StunMessage later = message(onlyTransmit(timeoutAt(agent.deadlineNanos())));
        long now = START + 20 * SECOND;

        assertThat(answer(error(later), FIRST, now + SECOND)).isEmpty();
        assertThat(answer(success(early), FIRST, now)).isEmpty();

        assertThat(agent.ignored()).isZero();
        assertThat(timeoutAt(now + TIMEOUTS.consentNanos() - 1)).doesNotContain(new Expired(IceExpiry.CONSENT_LOST));
        assertThat(timeoutAt(now + TIMEOUTS.consentNanos())).containsExactly(new Expired(IceExpiry.CONSENT_LOST));
    }

    @Test
    void anOwnerThatNeverPollsKeepsABoundedQueue() {
        agent = new IceControllingAgent(
                VIEWER,
                SERVER,
                Collections.nCopies(16, FIRST),
                IceNomination.AGGRESSIVE,
                new IceTimeouts(Long.MAX_VALUE / 4, SECOND),
                new SplittableRandom(5));
        agent.start(START);
        for (int i = 0; i < 300; i++) {
            agent.handleTimeout(agent.deadlineNanos());
        }

        assertThat(drain()).hasSize(64);
    }

    @Test
    void takesOneToSixteenCandidatesAndStartsOnce() {
        assertThatThrownBy(() -> agent(IceNomination.REGULAR, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> agent(IceNomination.REGULAR, Collections.nCopies(17, FIRST)))
                .isInstanceOf(IllegalArgumentException.class);
        start();
        assertThatThrownBy(() -> agent.start(START)).isInstanceOf(IllegalStateException.class);
    }

    private static IceControllingAgent agent(IceNomination nomination, List<InetSocketAddress> candidates) {
        return new IceControllingAgent(VIEWER, SERVER, candidates, nomination, TIMEOUTS, new SplittableRandom(5));
    }

    private List<IceOutput> start() {
        agent.start(START);
        return drain();
    }

    /** The time at which it was connected. */
    private long connect() {
        StunMessage check = message(onlyTransmit(start()));
        answer(success(check), FIRST, START + 1);
        return START + 1;
    }

    private List<IceOutput> timeoutAt(long nanos) {
        agent.handleTimeout(nanos);
        return drain();
    }

    private List<IceOutput> answer(StunMessage response, InetSocketAddress from, long nanos) {
        return handle(StunWriter.write(response, new MessageIntegrity(SERVER.pwd())), from, nanos);
    }

    private List<IceOutput> handle(byte[] bytes, InetSocketAddress from, long nanos) {
        agent.handleStun(bytes, 0, bytes.length, from, nanos);
        return drain();
    }

    private List<IceOutput> drain() {
        List<IceOutput> outputs = new ArrayList<>();
        for (Optional<IceOutput> next = agent.poll(); next.isPresent(); next = agent.poll()) {
            outputs.add(next.get());
        }
        return outputs;
    }

    private static Transmit onlyTransmit(List<IceOutput> outputs) {
        assertThat(outputs).singleElement().isInstanceOf(Transmit.class);
        return (Transmit) outputs.getFirst();
    }

    private static StunMessage success(StunMessage request) {
        return success(request.transactionId());
    }

    private static StunMessage success(TransactionId id) {
        return StunMessage.binding(StunClass.SUCCESS, id, List.of(new StunAttribute.XorMappedAddress(HOME.remote())));
    }

    private static StunMessage error(StunMessage request) {
        return StunMessage.binding(
                StunClass.ERROR, request.transactionId(), List.of(new StunAttribute.ErrorCode(487, "Role Conflict")));
    }
}
