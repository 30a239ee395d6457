package org.dragonfork.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.server.browser.AdminSteps.awaitNextPage;
import static org.dragonfork.server.browser.AdminSteps.click;
import static org.dragonfork.server.browser.AdminSteps.fill;
import static org.dragonfork.server.browser.AdminSteps.logIn;
import static org.dragonfork.server.browser.AdminSteps.requested;
import static org.dragonfork.server.browser.AdminSteps.submit;
import static org.dragonfork.server.browser.AdminSteps.text;

import java.time.Duration;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.server.http.AdminWorld;
import org.dragonfork.server.http.FakeWhep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page to manage the server in a real browser, against processes that run nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdminInBrowserTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CARD = "document.querySelector('article')";

    private static final String CAMERA = """
            {"id": "cam1", "input": [{"address": "rtsp://10.0.0.5/1"}], "output": [], "webrtc": {"enabled": true}}""";

    private ChromiumBrowser browser;

    @BeforeAll
    void launch() {
        browser = ChromiumBrowser.launch();
    }

    @AfterAll
    void quit() {
        browser.close();
    }

    @Test
    void logsInAddsAStreamSwitchesItAndDeletesIt() {
        try (AdminWorld world = AdminWorld.withLogin();
                BrowserPage page = browser.open(world.at("/admin.html"))) {
            logIn(page, AdminWorld.USER, AdminWorld.PASSWORD);
            page.await("!document.getElementById('none').hidden", SOON);
            click(page, "#add");
            fill(page, "name", "cam1");
            fill(page, "address", "rtsp://10.0.0.5/1");
            submit(page, "form");
            page.await(CARD + " && " + CARD + ".querySelector('.pill').textContent === 'live'", SOON);

            assertThat(world.runner().isRunning("cam1")).isTrue();
            assertThat(text(page, "article")).contains("cam1", "1 of 8", "1.3 Mbit/s", "/api/v3/whep/cam1");
            assertThat(text(page, "#title")).isEqualTo("Processes: 1 of 1 started");

            click(page, "article summary");
            page.await(CARD + ".querySelector('[data-peer]')", SOON);
            assertThat(text(page, "article details"))
                    .contains("copy from h264: browsers play H.264", "transcode from aac", "40000")
                    .contains("0123456789ab", "H264 + opus", "1.0 %", "34 ms", "rtsp://10.0.0.5/1");
            click(page, "article [data-peer]");
            page.await("!document.querySelector('[data-act=order]').disabled", SOON);
            assertThat(world.whep().calls()).contains("expel cam1 0123456789ab");

            click(page, "article [role=switch]");
            page.await(
                    CARD + ".querySelector('[role=switch]').ariaChecked === 'false'"
                            + " && !document.querySelector('[data-act=order]').disabled",
                    SOON);
            click(page, "article [data-act=order]");
            page.await(
                    CARD + ".querySelector('.pill').textContent === 'stopped'"
                            + " && !document.querySelector('[data-act=delete]').disabled",
                    SOON);
            assertThat(world.runner().isRunning("cam1")).isFalse();
            click(page, "article [data-act=delete]");
            assertThat(text(page, "article [data-act=delete]")).isEqualTo("Really delete");
            click(page, "article [data-act=delete]");
            page.await("!" + CARD, SOON);

            assertThat(page.console()).isEmpty();
            assertThat(requested(page))
                    .allMatch(url -> url.startsWith(world.at("/").toString()));
            assertThat(page.evaluate("location.href").asString())
                    .isEqualTo(world.at("/admin.html").toString());
        }
    }

    @Test
    void keepsSayingWhatWentWrongWhileItIsTriedAgain() {
        try (AdminWorld world = AdminWorld.withoutLogin()) {
            world.add(CAMERA);
            world.runner().running = ProcessState.FAILED;
            world.whep().streamsAre(FakeWhep.idle("cam1", "connection refused, next try in 3 s"));
            try (BrowserPage page = browser.open(world.at("/admin.html"))) {
                page.await(CARD + " && " + CARD + ".querySelector('.pill').textContent === 'failed'", SOON);
                assertThat(text(page, "article .why")).isEqualTo("connection refused, next try in 3 s");

                world.whep().streamsAre(FakeWhep.idle("cam1", "connection refused, trying again now"));
                world.runner().running = ProcessState.STARTING;
                page.await(CARD + ".querySelector('.why').textContent.endsWith('trying again now')", SOON);
                assertThat(text(page, "article .pill")).isEqualTo("failed");

                world.whep().streamsAre(FakeWhep.idle("cam1", "no video packet has come from FFmpeg yet"));
                world.runner().running = ProcessState.RUNNING;
                page.await(CARD + ".querySelector('.pill').textContent === 'not live'", SOON);
                assertThat(text(page, "article .why")).startsWith("no video packet");
                assertThat(page.console()).isEmpty();
            }
        }
    }

    @Test
    void opensThePlayerWithATokenThatIsInNoAddress() {
        try (AdminWorld world = AdminWorld.withLogin()) {
            world.add(CAMERA);
            world.whep().subscribeAnswers(offer -> FakeWhep.accepted(MinimalAnswer.to(offer)));
            try (BrowserPage page = browser.open(world.at("/admin.html"))) {
                logIn(page, AdminWorld.USER, AdminWorld.PASSWORD);
                page.await(CARD, SOON);
                click(page, "article a.main");
                awaitNextPage(page, "window.dragonfork && dragonfork.pc && dragonfork.pc.remoteDescription");

                assertThat(page.evaluate("location.href").asString())
                        .isEqualTo(world.at("/whep-player.html?stream=cam1").toString());
                assertThat(page.evaluate("document.getElementById('token').value.split('.').length")
                                .asInt())
                        .isEqualTo(3);
                // That it may not see the other streams is no trouble of the player's.
                assertThat(page.console()).allMatch(line -> line.endsWith("/api/v3/webrtc/streams"));
            }
        }
    }

    @Test
    void keepsTheLoginForTheTabAndRenewsIt() {
        try (AdminWorld world = AdminWorld.withLogin();
                BrowserPage page = browser.open(world.at("/admin.html"))) {
            logIn(page, AdminWorld.USER, AdminWorld.PASSWORD);
            page.evaluate("""
                    const kept = JSON.parse(sessionStorage.getItem('dragonfork.login'));
                    kept.access = 'e30.e30.e30';
                    sessionStorage.setItem('dragonfork.login', JSON.stringify(kept));
                    window.old = true;
                    location.reload();""");
            awaitNextPage(page, "!window.old && !document.getElementById('work').hidden");

            assertThat(page.evaluate("JSON.parse(sessionStorage.getItem('dragonfork.login')).access")
                            .asString())
                    .isNotEqualTo("e30.e30.e30");
            click(page, "#logout");
            assertThat(page.evaluate("sessionStorage.getItem('dragonfork.login')")
                            .isNull())
                    .isTrue();
            assertThat(page.evaluate("document.getElementById('login').hidden").asBoolean())
                    .isFalse();
        }
    }

    @Test
    void saysWhatIsWrongInTheWordsOfTheServer() {
        try (AdminWorld world = AdminWorld.withLogin();
                BrowserPage page = browser.open(world.at("/admin.html"))) {
            page.await("!document.getElementById('login').hidden", SOON);
            fill(page, "user", AdminWorld.USER);
            fill(page, "password", "wrong");
            submit(page, "login");
            page.await("document.getElementById('message').innerText.includes('Unauthorized')", SOON);
            logIn(page, AdminWorld.USER, AdminWorld.PASSWORD);
            click(page, "#add");
            fill(page, "name", "cam2");
            fill(page, "address", "bad:address");
            submit(page, "form");
            page.await("document.getElementById('message').innerText.includes('input[0].address')", SOON);

            assertThat(page.evaluate("document.getElementById('form').hidden").asBoolean())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b<b>x", "50%25?#&", "<script>alert(1)", "ü\"'"})
    void anyIdIsShownAsItIsAndReachesItsProcess(String id) {
        try (AdminWorld world = AdminWorld.withoutLogin();
                BrowserPage page = browser.open(world.at("/admin.html"))) {
            page.await("!document.getElementById('none').hidden", SOON);
            click(page, "#add");
            fill(page, "name", id);
            page.evaluate("document.getElementById('kind').value = 'test';"
                    + "document.getElementById('kind').dispatchEvent(new Event('change'))");
            submit(page, "form");
            page.await(CARD + " || !document.getElementById('message').hidden", SOON);
            page.await(CARD, SOON);

            assertThat(page.evaluate("document.querySelector('h3').textContent").asString())
                    .isEqualTo(id);
            click(page, "article [data-act=order]");
            page.await(CARD + ".querySelector('.pill').textContent === 'stopped'", SOON);
            assertThat(world.runner().isRunning(id)).isFalse();
            assertThat(page.console()).isEmpty();
        }
    }

    @Test
    void fitsAPhoneAndCanBeUsedWithAKeyboard() {
        try (AdminWorld world = AdminWorld.withLogin()) {
            world.add(CAMERA);
            world.add(CAMERA.replace("cam1", "a".repeat(100)));
            try (BrowserPage page = browser.open(world.at("/admin.html"))) {
                page.pretend(360, 740, true, "dark");
                page.await("!document.getElementById('login').hidden", SOON);
                assertNoSidewaysScroll(page);
                assertThat(page.evaluate("document.activeElement.id").asString())
                        .isEqualTo("user");
                logIn(page, AdminWorld.USER, AdminWorld.PASSWORD);
                page.await(CARD, SOON);
                click(page, "article summary");
                click(page, "#add");
                page.await(CARD + ".querySelector('[data-peer]')", SOON);
                assertNoSidewaysScroll(page);

                assertThat(page.evaluate("document.activeElement.id").asString())
                        .isEqualTo("name");
                assertThat(page.evaluate("""
                        [...document.querySelectorAll('input, select')].filter(e => !e.labels.length).length
                          + [...document.querySelectorAll('button, a, summary')].filter(e => e.tabIndex < 0).length
                          + [...document.querySelectorAll('button:not(.small)')]
                              .filter(e => e.offsetParent && e.offsetHeight < 44).length""").asInt())
                        .as("fields without label, things out of the tab order, buttons too small for a finger")
                        .isZero();
                assertThat(page.console()).isEmpty();
            }
        }
    }

    private static void assertNoSidewaysScroll(BrowserPage page) {
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth")
                        .asInt())
                .isLessThanOrEqualTo(0);
    }
}
