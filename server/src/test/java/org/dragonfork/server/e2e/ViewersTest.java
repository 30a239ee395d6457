package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.server.browser.ChromiumBrowser;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.ffmpeg.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What happens to people who watch: they come, stay through trouble, and go, with or without a word. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ViewersTest {
    private static final int CONSENT_SECONDS = 3;
    private static final int CROWD = 5;

    private LiveServer server;
    private ChromiumBrowser browser;

    @BeforeAll
    void start() {
        server = LiveServer.start(
                Map.of(ConfigKey.WEBRTC_CONSENT_TIMEOUT_SECONDS, Integer.toString(CONSENT_SECONDS)),
                Sources.pictureAndSound("cam"));
        browser = ChromiumBrowser.launch();
    }

    @AfterAll
    void end() {
        browser.close();
        server.close();
    }

    @BeforeEach
    void nobodyWatches() {
        Await.until("nobody watches", LiveServer.PATIENCE, () -> viewers() == 0);
        // A place is free a moment before the end of the session is told.
        Await.until(
                "the end of every session is told",
                LiveServer.PATIENCE,
                () -> server.events.of(EgressEvent.SessionStarted.class).size()
                        == server.events.of(EgressEvent.SessionEnded.class).size());
        server.events.clear();
    }

    @Test
    void keepsTheSessionWhenFfmpegIsKilled() {
        try (Watching viewer = Watching.open(browser, server, "cam", 15)) {
            viewer.await("probe.pictures.length > 5 && probe.sounds.length > 5");
            long before = server.process("cam").pid().orElseThrow();

            Await.signal("KILL", before);

            Await.until(
                    "another FFmpeg runs",
                    LiveServer.PATIENCE,
                    () -> server.process("cam").pid().orElse(before) != before);
            Await.until(
                    "FFmpeg is noticed to have ended",
                    LiveServer.PATIENCE,
                    () -> !server.events.of(EgressEvent.LegFailed.class).isEmpty());
            viewer.awaitMorePictures(2 * Sources.RATE);

            assertThat(viewer.is("probe.pc === dragonfork.pc && probe.pc.connectionState === 'connected'"))
                    .isTrue();
            assertThat(server.offersAnswered("cam", 201)).isEqualTo(1);
            assertThat(viewer.number("probe.backwards(probe.pictures)")).isZero();
            assertThat(viewer.number("probe.backwards(probe.sounds)")).isZero();
            assertThat(server.events.of(EgressEvent.SessionEnded.class)).isEmpty();
        }
    }

    @Test
    void forgetsAViewerWhoClosesTheTabAtOnce() {
        Watching viewer = Watching.open(browser, server, "cam", 5);
        assertThat(viewers()).isEqualTo(1);

        viewer.close();

        Await.until("the viewer is gone", Duration.ofSeconds(2), () -> viewers() == 0);
        // The page sends close_notify and DELETE; either may come first.
        assertThat(ends()).singleElement().isIn(SessionEnd.DELETED, SessionEnd.VIEWER_CLOSED);
    }

    @Test
    void forgetsAViewerWhoseBrowserIsKilledWhenItsConsentRunsOut() {
        try (ChromiumBrowser doomed = ChromiumBrowser.launch()) {
            Watching.open(doomed, server, "cam", 5);
            assertThat(viewers()).isEqualTo(1);

            doomed.kill();

            Await.until("the viewer is gone", Duration.ofSeconds(CONSENT_SECONDS + 2), () -> viewers() == 0);
            assertThat(ends()).containsExactly(SessionEnd.CONSENT_LOST);
        }
    }

    @Test
    void servesFiveViewersAtOnce() {
        List<Watching> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < CROWD; i++) {
                crowd.add(Watching.open(browser, server, "cam"));
            }
            assertThat(viewers()).isEqualTo(CROWD);

            for (Watching viewer : crowd) {
                viewer.awaitMorePictures(Sources.RATE);
            }

            assertThat(server.stream("cam").peers())
                    .hasSize(CROWD)
                    .allSatisfy(peer -> assertThat(peer.state()).isEqualTo("connected"));
        } finally {
            crowd.forEach(Watching::close);
        }
    }

    @Test
    void goesOnAfterAnIceRestartByPatch() {
        try (Watching viewer = Watching.open(browser, server, "cam", 5)) {
            String session = server.onlySession("cam");

            JsonNode patched = viewer.page.evaluate("probe.restartIce('" + session + "')");

            assertThat(patched.path("status").asInt()).as(patched.toString()).isEqualTo(200);
            assertThat(patched.path("etag").asString()).matches("\"[^\"]+\"");
            assertThat(patched.path("changed").asBoolean()).isTrue();
            viewer.await("probe.now.transport.iceLocalUsernameFragment === '"
                    + patched.path("ufrag").asString() + "' && probe.now.transport.iceState === 'connected'");
            // Longer than the old credentials' consent would have lasted.
            viewer.awaitMorePictures((CONSENT_SECONDS + 2) * Sources.RATE);
            assertThat(viewer.is("probe.pc.iceConnectionState === 'connected'")).isTrue();
            assertThat(server.onlySession("cam")).isEqualTo(session);
            assertThat(server.offersAnswered("cam", 201)).isEqualTo(1);
        }
    }

    private int viewers() {
        return server.application.snapshot().peers();
    }

    private List<SessionEnd> ends() {
        return server.events.of(EgressEvent.SessionEnded.class).stream()
                .map(EgressEvent.SessionEnded::reason)
                .toList();
    }
}
