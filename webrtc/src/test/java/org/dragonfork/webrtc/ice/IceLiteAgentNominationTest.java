package org.dragonfork.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dragonfork.webrtc.ice.LiteWorld.NEW_SERVER;
import static org.dragonfork.webrtc.ice.LiteWorld.NEW_VIEWER;
import static org.dragonfork.webrtc.ice.LiteWorld.SECOND;
import static org.dragonfork.webrtc.ice.LiteWorld.SERVER;
import static org.dragonfork.webrtc.ice.LiteWorld.VIEWER;
import static org.dragonfork.webrtc.ice.LiteWorld.check;
import static org.dragonfork.webrtc.ice.LiteWorld.newCheck;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.dragonfork.webrtc.ice.IceOutput.Expired;
import org.dragonfork.webrtc.ice.IceOutput.Forgotten;
import org.dragonfork.webrtc.ice.IceOutput.Selected;
import org.dragonfork.webrtc.ice.IceOutput.Transmit;
import org.dragonfork.webrtc.ice.IceOutput.Validated;
import org.junit.jupiter.api.Test;

/** Which of several pairs media goes over, for viewers that nominate one and for those that nominate all. */
class IceLiteAgentNominationTest {
    private static final InetSocketAddress WLAN = new InetSocketAddress("198.51.100.7", 40000);
    private static final InetSocketAddress LTE = new InetSocketAddress("203.0.113.9", 50000);
    private static final InetAddress FIRST = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress SECOND_ADDRESS = InetAddress.ofLiteral("192.0.2.2");

    /** One socket of the viewer, two addresses of ours, and a second network of the viewer. */
    private static final CandidatePair A = new CandidatePair(FIRST, WLAN);

    private static final CandidatePair B = new CandidatePair(SECOND_ADDRESS, WLAN);
    private static final CandidatePair C = new CandidatePair(FIRST, LTE);

    private static final long HIGH = 1_853_824_767L;
    private static final long LOW = 1_853_693_695L;

    private final LiteWorld world = new LiteWorld();

    @Test
    void theResponseGoesBackOverThePairOfTheCheck() {
        for (CandidatePair pair : List.of(A, B, C)) {
            assertThat(world.outputs(check().bytes(), pair).getFirst())
                    .isInstanceOfSatisfying(
                            Transmit.class, sent -> assertThat(sent.over()).isEqualTo(pair));
        }
    }

    @Test
    void oneAddressOfTheViewerTowardsTwoOfOursIsTwoPairs() {
        world.events(check(), A);

        assertThat(world.agent.isValidated(A)).isTrue();
        assertThat(world.agent.isValidated(B)).isFalse();
        assertThat(world.events(check(), B)).containsExactly(new Validated(B));
        assertThat(world.agent.selected()).contains(A);
    }

    /** Chromium says its ClientHello before it nominates, over the pair that it got a response on. */
    @Test
    void untilOneIsNominatedDataDecides() {
        world.events(check(), A);
        world.events(check(), B);

        world.agent.spoke(B);
        assertThat(world.drain()).containsExactly(new Selected(B));

        assertThat(world.events(check(), A)).isEmpty();
        assertThat(world.agent.selected()).contains(B);
    }

    @Test
    void whoNominatesByChoiceIsFollowedAtOnceAndDataDoesNotMoveMedia() {
        world.events(check(), A);
        world.events(check(), C);
        world.events(check().nominating(), A);

        world.agent.spoke(C);
        assertThat(world.drain()).isEmpty();

        assertThat(world.events(priority(LOW).nominating(), C)).containsExactly(new Selected(C));
        assertThat(world.events(priority(HIGH).nominating(), A)).containsExactly(new Selected(A));
    }

    @Test
    void whoNominatesEverythingGetsThePairOfHighestPriority() {
        assertThat(world.events(priority(LOW).nominating(), C)).containsExactly(new Validated(C), new Selected(C));
        assertThat(world.events(priority(HIGH).nominating(), A)).containsExactly(new Validated(A), new Selected(A));

        for (int i = 0; i < 10; i++) {
            world.now += 500_000_000L;
            assertThat(world.events(priority(LOW).nominating(), C)).isEmpty();
            assertThat(world.events(priority(HIGH).nominating(), A)).isEmpty();
        }
        assertThat(world.agent.selected()).contains(A);
    }

    /** Its checks arrive over both, our responses over one only; the viewer can tell and we cannot. */
    @Test
    void whoNominatesEverythingIsFollowedByItsData() {
        world.events(priority(HIGH).nominating(), A);
        world.events(priority(LOW).nominating(), C);

        world.agent.spoke(C);
        assertThat(world.drain()).containsExactly(new Selected(C));

        assertThat(world.events(priority(HIGH).nominating(), A)).isEmpty();
        assertThat(world.agent.selected()).contains(C);

        world.agent.heard(A, world.now);
        assertThat(world.drain()).containsExactly(new Selected(A));
    }

    @Test
    void whoNominatesEverythingIsFollowedAtOnceWhenItsMappingChanges() {
        var rebound = new CandidatePair(FIRST, new InetSocketAddress("198.51.100.7", 40001));
        world.events(priority(HIGH).nominating(), A);
        world.agent.spoke(A);

        assertThat(world.events(priority(HIGH).nominating(), rebound))
                .containsExactly(new Validated(rebound), new Selected(rebound));
    }

    @Test
    void whoNominatesEverythingLeavesAPairThatFellSilent() {
        world.events(priority(HIGH).nominating(), A);
        world.now += IceLiteAgent.LONGEST_CHECK_INTERVAL_NANOS;

        assertThat(world.events(priority(LOW).nominating(), C)).containsExactly(new Validated(C), new Selected(C));
    }

    /** A viewer that nominated once and whose mapping changed sends checks without nomination, and reports. */
    @Test
    void reportsOverAnotherPairMoveMediaWhenTheSelectedOneSaysNothingAnyMore() {
        world.events(check(), A);
        world.events(check().nominating(), A);
        world.events(check(), C);

        world.agent.heard(C, world.now);
        assertThat(world.drain()).as("the selected one was just heard").isEmpty();

        world.now += IceLiteAgent.SPEECHLESS_NANOS;
        world.agent.heard(C, world.now);
        assertThat(world.drain()).containsExactly(new Selected(C));
    }

    @Test
    void reportsKeepThePairTheyComeOver() {
        world.events(check(), A);
        world.events(check().nominating(), A);
        for (int i = 0; i < 20; i++) {
            world.now += SECOND;
            world.agent.heard(A, world.now);
            assertThat(world.events(check(), C).contains(new Selected(C))).isFalse();
        }
        assertThat(world.agent.selected()).contains(A);
    }

    @Test
    void aCheckOfAnotherPairDoesNotRenewConsentOfTheSelectedOne() {
        world.events(check(), A);
        world.events(check().nominating(), A);
        long deadline = world.agent.deadlineNanos();

        world.now += 5 * SECOND;
        world.events(check(), C);
        world.agent.heard(C, world.now - 4 * SECOND);
        assertThat(world.agent.deadlineNanos()).isEqualTo(deadline);

        assertThat(world.timeoutAt(deadline)).containsExactly(new Expired(IceExpiry.CONSENT_LOST));
    }

    @Test
    void aNominationAfterARestartMovesMediaWhateverItsPriority() {
        world.events(priority(HIGH).nominating(), A);
        world.agent.spoke(A);
        world.restart();

        assertThat(world.events(CheckBuilder.check(NEW_SERVER, NEW_VIEWER, LOW).nominating(), C))
                .containsExactly(new Validated(C), new Selected(C), new Forgotten(A));
    }

    @Test
    void theOldCredentialsDoNotEndTheRestartOnAPairThatTheNewOnesCheckedToo() {
        world.events(check().nominating(), A);
        world.restart();
        world.events(newCheck(), A);

        assertThat(world.events(check().nominating(), A)).isEmpty();
        assertThat(world.agent.previousLocal()).contains(SERVER);
    }

    @Test
    void dataOverAPairThatPassedNoCheckIsTheOwnersMistake() {
        world.events(check(), A);

        assertThatThrownBy(() -> world.agent.heard(B, world.now)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> world.agent.spoke(B)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Eight of our addresses times four of the viewer's are more than any browser checks; none pushes out another. */
    @Test
    void allPairsOfAMultihomedServerAndViewerAreKept() {
        for (int own = 1; own <= 8; own++) {
            for (int theirs = 1; theirs <= 8; theirs++) {
                var pair = new CandidatePair(
                        InetAddress.ofLiteral("192.0.2." + own),
                        new InetSocketAddress(InetAddress.ofLiteral("198.51.100." + theirs), 40_000));
                assertThat(world.events(check(), pair)).doesNotHaveAnyElementsOfTypes(Forgotten.class);
            }
        }
    }

    private static CheckBuilder priority(long priority) {
        return CheckBuilder.check(SERVER, VIEWER, priority);
    }
}
