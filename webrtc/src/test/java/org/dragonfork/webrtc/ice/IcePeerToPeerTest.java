package org.dragonfork.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.webrtc.ice.LiteWorld.HOME;
import static org.dragonfork.webrtc.ice.LiteWorld.MOBILE;
import static org.dragonfork.webrtc.ice.LiteWorld.NEW_SERVER;
import static org.dragonfork.webrtc.ice.LiteWorld.NEW_VIEWER;
import static org.dragonfork.webrtc.ice.LiteWorld.REBOUND;
import static org.dragonfork.webrtc.ice.LiteWorld.SECOND;

import org.dragonfork.webrtc.ice.IceOutput.Expired;
import org.dragonfork.webrtc.ice.IceOutput.Forgotten;
import org.dragonfork.webrtc.ice.IceOutput.Selected;
import org.dragonfork.webrtc.ice.IceOutput.Validated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both agents against each other over {@link LossyPipe}. */
class IcePeerToPeerTest {
    @ParameterizedTest
    @EnumSource
    void connectWithoutLossWithinTwoRoundTrips(IceNomination nomination) {
        var pipe = new LossyPipe(1, 0, nomination);
        pipe.runFor(320_000_000L);

        assertConnected(pipe);
        assertThat(pipe.viewer.mapped()).contains(HOME.remote());
        assertThat(pipe.serverEvents).containsExactly(new Validated(HOME), new Selected(HOME));
        assertThat(pipe.viewerEvents)
                .containsExactly(new Validated(LossyPipe.SERVER_ADDRESS), new Selected(LossyPipe.SERVER_ADDRESS));
    }

    @ParameterizedTest
    @EnumSource
    void connectThroughLossDuplicatesAndReordering(IceNomination nomination) {
        for (int seed = 0; seed < 60; seed++) {
            var pipe = new LossyPipe(seed, 0.25, nomination);
            pipe.runFor(29 * SECOND);

            assertThat(pipe.viewer.state()).as("seed %d", seed).isEqualTo(IceState.CONNECTED);
            assertConnected(pipe);
        }
    }

    @ParameterizedTest
    @EnumSource
    void stayConnectedForAnHourOfModestLoss(IceNomination nomination) {
        var pipe = new LossyPipe(7, 0.05, nomination);
        pipe.runFor(3600 * SECOND);

        assertConnected(pipe);
        assertThat(pipe.serverEvents).containsExactly(new Validated(HOME), new Selected(HOME));
    }

    @ParameterizedTest
    @EnumSource
    void bothSidesEndThirtySecondsAfterTheLastSignOfLife(IceNomination nomination) {
        var pipe = new LossyPipe(3, 0, nomination);
        pipe.runFor(60 * SECOND);
        assertConnected(pipe);
        pipe.loss = 1;

        pipe.runFor(23 * SECOND);
        assertConnected(pipe);

        pipe.runFor(8 * SECOND);
        assertThat(pipe.serverEvents).endsWith(new Expired(IceExpiry.CONSENT_LOST));
        assertThat(pipe.viewerEvents).endsWith(new Expired(IceExpiry.CONSENT_LOST));
    }

    @ParameterizedTest
    @EnumSource
    void bothSidesGiveUpWhenNothingEverArrives(IceNomination nomination) {
        var pipe = new LossyPipe(3, 1, nomination);
        pipe.runFor(31 * SECOND);

        assertThat(pipe.serverEvents).containsExactly(new Expired(IceExpiry.NEVER_CONNECTED));
        assertThat(pipe.viewerEvents).containsExactly(new Expired(IceExpiry.NEVER_CONNECTED));
    }

    @ParameterizedTest
    @EnumSource
    void theMediaFollowsTheViewerWhenItsNatRebinds(IceNomination nomination) {
        var pipe = new LossyPipe(5, 0, nomination);
        pipe.runFor(20 * SECOND);
        pipe.viewerAddress = REBOUND;
        pipe.runFor(13 * SECOND);

        assertThat(pipe.server.selected()).contains(REBOUND);
        pipe.runFor(60 * SECOND);
        assertConnected(pipe);
        assertThat(pipe.viewer.mapped()).contains(REBOUND.remote());
        assertThat(pipe.serverEvents)
                .containsExactly(
                        new Validated(HOME), new Selected(HOME), new Validated(REBOUND), new Selected(REBOUND));
    }

    @ParameterizedTest
    @EnumSource
    void aRestartMovesToTheNewNetwork(IceNomination nomination) {
        var pipe = new LossyPipe(9, 0.1, nomination);
        pipe.runFor(20 * SECOND);
        pipe.server.restart(NEW_SERVER, NEW_VIEWER, pipe.now);
        assertThat(pipe.server.selected()).contains(HOME);
        pipe.viewerAddress = MOBILE;
        pipe.replaceViewer(NEW_VIEWER, NEW_SERVER, nomination);
        pipe.runFor(20 * SECOND);

        assertConnected(pipe);
        assertThat(pipe.server.selected()).contains(MOBILE);
        assertThat(pipe.server.previousLocal()).isEmpty();
        assertThat(pipe.serverEvents)
                .containsExactly(
                        new Validated(HOME),
                        new Selected(HOME),
                        new Validated(MOBILE),
                        new Selected(MOBILE),
                        new Forgotten(HOME));
    }

    private static void assertConnected(LossyPipe pipe) {
        assertThat(pipe.server.state()).isEqualTo(IceState.CONNECTED);
        assertThat(pipe.viewer.state()).isEqualTo(IceState.CONNECTED);
        assertThat(pipe.server.selected()).contains(pipe.viewerAddress);
        assertThat(pipe.viewer.selected()).contains(LossyPipe.SERVER_ADDRESS);
    }
}
