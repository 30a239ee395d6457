package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.server.browser.AdminSteps.awaitNextPage;
import static org.dragonfork.server.browser.AdminSteps.click;
import static org.dragonfork.server.browser.AdminSteps.fill;
import static org.dragonfork.server.browser.AdminSteps.logIn;
import static org.dragonfork.server.browser.AdminSteps.requested;
import static org.dragonfork.server.browser.AdminSteps.submit;
import static org.dragonfork.server.browser.AdminSteps.text;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.server.browser.BrowserPage;
import org.dragonfork.server.browser.ChromiumBrowser;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.ffmpeg.Clips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the login to the picture and back, on a whole server with a real FFmpeg. */
final class AdminPageTest {
    private static final Duration SOON = Duration.ofSeconds(45);
    private static final String USER = "admin";
    private static final String PASSWORD = "correct horse battery";
    private static final String IDLE = "!document.querySelector('[data-act=order]').disabled";
    private static final String PILL = "document.querySelector('article .pill').textContent";

    @TempDir
    Path folder;

    @Test
    void aFileIsAddedWatchedAndDeletedAgain() {
        Path clip = new Clips(folder).both("clip.mp4", "-c:v libx264 -pix_fmt yuv420p -bf 0 -g 15 -c:a aac");
        Map<ConfigKey, String> login = Map.of(
                ConfigKey.API_AUTH_ENABLE, "true",
                ConfigKey.API_AUTH_USERNAME, USER,
                ConfigKey.API_AUTH_PASSWORD, PASSWORD);
        try (ApiServer server = new ApiServer(folder, login);
                ChromiumBrowser browser = ChromiumBrowser.launch();
                BrowserPage watching = browser.open(at(readied(server), "/admin.html"))) {
            logIn(watching, USER, PASSWORD);
            click(watching, "#add");
            fill(watching, "name", "clip");
            watching.evaluate("document.getElementById('kind').value = 'file';"
                    + "document.getElementById('kind').dispatchEvent(new Event('change'))");
            fill(watching, "address", clip.toString());
            submit(watching, "form");
            watching.await(PILL + " === 'live'", SOON);
            watching.await("/\\d per s/.test(document.querySelector('article .facts').innerText)", SOON);
            assertThat(text(watching, "article .facts"))
                    .containsPattern("[0-9] [kM]bit/s")
                    .contains(" of ");
            assertThat(watching.console()).isEmpty();
            click(watching, "article a.main");
            awaitNextPage(watching, "dragonfork.stats.video.framesDecoded > 10 && dragonfork.stats.audio");

            try (BrowserPage page = browser.open(at(server, "/admin.html"))) {
                logIn(page, USER, PASSWORD);
                page.await("document.querySelector('article')", SOON);
                click(page, "article summary");
                page.await("document.querySelector('[data-peer]')", SOON);
                assertThat(text(page, "article details"))
                        .contains("copy from h264", "transcode from aac", "H264 + opus", "connected");
                click(page, "[data-peer]");
                Await.until(
                        "the viewer was ended by the operator",
                        SOON,
                        () -> server.events.of(EgressEvent.SessionEnded.class).stream()
                                .anyMatch(ended -> ended.reason() == SessionEnd.ADMIN));

                page.await(IDLE, SOON);
                click(page, "article [data-act=order]");
                page.await(PILL + " === 'stopped' && " + IDLE, SOON);
                click(page, "article [data-act=delete]");
                click(page, "article [data-act=delete]");
                page.await("!document.querySelector('article')", SOON);
                assertThat(page.console()).isEmpty();
                assertThat(requested(page))
                        .allMatch(url -> url.startsWith(at(server, "/").toString()));
            }
        }
    }

    /** A browser notes it as an error when a server says that it is not ready yet. */
    private static ApiServer readied(ApiServer server) {
        Await.until("the server is ready", SOON, server.application()::isReady);
        return server;
    }

    private static URI at(ApiServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.application().httpPort() + path);
    }
}
