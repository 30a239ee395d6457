package org.dragonfork.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.StreamTraffic;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.server.http.EdgeFixture;
import org.dragonfork.server.http.FakeWhep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages in a real browser, against a service that answers what the test says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesInBrowserTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final EdgeFixture fixture = EdgeFixture.started();
    private ChromiumBrowser browser;

    @BeforeAll
    void launch() {
        browser = ChromiumBrowser.launch();
    }

    @AfterAll
    void quit() {
        browser.close();
        fixture.close();
    }

    @AfterEach
    void putStreamsBack() {
        fixture.whep.streamsAre(FakeWhep.live("cam1"), FakeWhep.idle(FakeWhep.COLONS));
    }

    @Test
    void theIndexShowsEachStreamLiveOrWhyNot() {
        try (BrowserPage page = browser.open(fixture.at("/"))) {
            page.await("document.querySelectorAll('article').length === 2", SOON);
            String live = text(page, "article[data-stream=cam1]");
            String idle = text(page, "article:nth-child(2)");

            assertThat(live).contains("cam1", "live", "H264 (42e01f) + opus", "1 of 8", "/api/v3/whep/cam1");
            assertThat(idle).contains(FakeWhep.COLONS, "not live", "no packet has come from FFmpeg yet");
            assertThat(text(page, "#title")).isEqualTo("Streams: 1 of 2 live");
            assertThat(text(page, "#health")).isEqualTo("ready");
            assertThat(page.evaluate("document.querySelector('article a').getAttribute('href')")
                            .asString())
                    .isEqualTo("/whep-player.html?stream=cam1");
            assertThat(page.console()).isEmpty();
        }
    }

    @Test
    void theIndexSaysWhatToDoWhenThereIsNoStreamAndNoticesTheFirst() {
        fixture.whep.streamsAre();
        try (BrowserPage page = browser.open(fixture.at("/"))) {
            page.await("!document.getElementById('none').hidden", SOON);
            assertThat(text(page, "#none")).contains("webrtc.enabled", "./dragonfork demo");

            fixture.whep.streamsAre(FakeWhep.live("<b>first"));
            page.await("document.querySelectorAll('article').length === 1", SOON);

            assertThat(text(page, "h3")).isEqualTo("<b>first");
            assertThat(page.evaluate("document.getElementById('none').hidden").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void thePlayerLoadsCleanlyAndChoosesTheFirstLiveStream() {
        fixture.whep.streamsAre(FakeWhep.idle("sleeping"), FakeWhep.live("cam-1?"));
        try (BrowserPage page = browser.open(fixture.at("/whep-player.html"))) {
            page.await("document.getElementById('url').value.endsWith('/api/v3/whep/cam-1%3F')", SOON);

            assertThat(page.evaluate("dragonfork.state").asString()).isEqualTo("idle");
            assertThat(page.evaluate("dragonfork.pc === null && dragonfork.stats === null")
                            .asBoolean())
                    .isTrue();
            assertThat(page.console()).isEmpty();
        }
    }

    @Test
    void theIndexOffersToStartStreamThatSleeps() {
        fixture.whep.streamsAre(new StreamSnapshot(
                new StreamId("cam1"), false, "sleeps", 1, List.of(), 0, 8, List.of(), StreamTraffic.NONE, true));
        try (BrowserPage page = browser.open(fixture.at("/"))) {
            page.await("document.querySelectorAll('article').length === 1", SOON);

            assertThat(text(page, "article .pill")).isEqualTo("asleep");
            assertThat(text(page, "article a.act")).isEqualTo("Start and watch");
        }
    }

    @Test
    void thePlayerSaysThatTheSourceStartsWhileItsRequestWaits() {
        var started = new CountDownLatch(1);
        fixture.whep.subscribeAnswers(offer -> {
            try {
                assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return new SubscribeResult.SourceTimeout("it was away", 9);
        });
        try (BrowserPage page = browser.open(fixture.at("/whep-player.html?stream=cam1"))) {
            page.await("document.getElementById('veil').innerText.includes('The source starts for you')", SOON);
            started.countDown();
            page.await("dragonfork.reason === 'source_timeout'", SOON);
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(new SubscribeResult.UnknownStream(), "unknown_stream", "no stream of this name", false),
                Arguments.of(new SubscribeResult.NotLive("FFmpeg is down", 9), "not_live", "nothing is coming", true),
                Arguments.of(new SubscribeResult.Malformed(2, "why"), "malformed", "could not read", false),
                Arguments.of(new SubscribeResult.Unservable("no bundle"), "unprocessable", "cannot serve", false),
                Arguments.of(FakeWhep.mismatch(), "codec_mismatch", "cannot decode", false),
                Arguments.of(
                        new SubscribeResult.CapReached(CapScope.STREAM, 8), "cap_stream", "This stream has as", true),
                Arguments.of(
                        new SubscribeResult.CapReached(CapScope.GLOBAL, 9), "cap_global", "The server has as", true),
                Arguments.of(new SubscribeResult.Draining(), "draining", "restarting", true),
                Arguments.of(
                        new SubscribeResult.SourceTimeout("no packet", 9), "source_timeout", "did not start", true),
                Arguments.of(new SubscribeResult.NoCandidate(), "gather_timeout", "found no address", true));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void thePlayerExplainsEveryRefusal(SubscribeResult result, String reason, String words, boolean triesAgain) {
        fixture.whep.subscribeGives(result);
        try (BrowserPage page = browser.open(fixture.at("/whep-player.html?stream=cam1"))) {
            page.await("dragonfork.reason === '" + reason + "'", SOON);

            assertThat(text(page, "#message-text")).contains(words);
            assertThat(text(page, "#message-detail")).contains(reason);
            assertThat(page.evaluate("dragonfork.state").asString()).isEqualTo(triesAgain ? "waiting" : "failed");
            assertThat(page.evaluate("document.getElementById('veil').innerText")
                            .asString())
                    .contains(triesAgain ? "Trying again in" : "Not playing");
            assertThat(page.console()).noneMatch(line -> line.contains("Content Security Policy"));
        }
    }

    @Test
    void thePlayerTriesAgainAfterTheTimeTheServerSaysAndEndsItsSessionWhenTheTabCloses() {
        fixture.whep.subscribeGives(new SubscribeResult.NotLive("not yet", 1));
        try (BrowserPage page = browser.open(fixture.at("/whep-player.html?stream=cam1"))) {
            page.await("dragonfork.reason === 'not_live'", SOON);
            AtomicReference<String> offered = new AtomicReference<>("");
            fixture.whep.subscribeAnswers(offer -> {
                offered.set(offer);
                return FakeWhep.accepted(MinimalAnswer.to(offer));
            });

            page.await("dragonfork.pc && dragonfork.pc.remoteDescription", SOON);
            assertThat(offered.get()).containsPattern("a=fmtp:\\d+ [^\r\n]*;stereo=1\r\n");
            assertThat(fixture.whep.calls()).noneMatch(call -> call.startsWith("unsubscribe"));
        }
        awaitCall("unsubscribe cam1 ");
    }

    @Test
    void thePlayerStopsOnRequestAndEndsItsSession() {
        fixture.whep.subscribeAnswers(offer -> FakeWhep.accepted(MinimalAnswer.to(offer)));
        try (BrowserPage page = browser.open(fixture.at("/whep-player.html?stream=cam1"))) {
            page.await("dragonfork.pc && dragonfork.pc.remoteDescription", SOON);
            awaitCall("patch cam1 ");
            long before = ended();
            page.evaluate("document.getElementById('play').click()");
            page.await("dragonfork.state === 'idle' && dragonfork.pc === null", SOON);

            awaitMoreThan(before);
        }
    }

    @Test
    void thePlayerSharesALinkThatHoldsAddressAndToken() {
        try (BrowserPage page = browser.open(fixture.at("/whep-player.html"))) {
            page.evaluate("""
                    for (const [id, value] of [['url', 'https://a.example/api/v3/whep/x%3Ay'], ['token', 'a+b/c=']]) {
                      const field = document.getElementById(id);
                      field.value = value;
                      field.dispatchEvent(new Event('input'));
                    }""");

            assertThat(page.evaluate("document.getElementById('link').value").asString())
                    .isEqualTo(fixture.at("/whep-player.html")
                            + "?url=https%3A%2F%2Fa.example%2Fapi%2Fv3%2Fwhep%2Fx%253Ay#token=a%2Bb%2Fc%3D");
            assertThat(text(page, "#link-note")).contains("holds your token");
        }
    }

    @Test
    void aPageOfAnotherOriginReadsWhatWhepAnswers() {
        String read = """
                (async () => {
                  const read = r => ({status: r.status, location: r.headers.get('Location'), etag: r.headers.get('ETag'),
                      link: r.headers.get('Link'), retry: r.headers.get('Retry-After'), post: r.headers.get('Accept-Post')});
                  const post = type => fetch('%s', {method: 'POST', body: 'v=0', headers:
                      {'Content-Type': type, 'Authorization': 'Bearer x', 'If-Match': '*'}}).then(read);
                  return [await post('application/sdp'), await post('text/plain')];
                })()""";
        try (EdgeFixture whep = EdgeFixture.started(
                        options -> options.withIceServerLinks(List.of("<stun:a.example>; rel=\"ice-server\"")));
                BrowserPage page = browser.open(fixture.at("/livez"))) {
            var created =
                    page.evaluate(read.formatted(whep.at("/api/v3/whep/cam1"))).get(0);
            whep.whep.subscribeGives(new SubscribeResult.NotLive("not yet", 7));
            var refused = page.evaluate(read.formatted(whep.at("/api/v3/whep/cam1")));

            assertThat(created.path("status").asInt()).isEqualTo(201);
            assertThat(created.path("location").asString()).startsWith("/api/v3/whep/cam1/");
            assertThat(created.path("etag").asString()).isEqualTo("\"ice-1\"");
            assertThat(created.path("link").asString()).isEqualTo("<stun:a.example>; rel=\"ice-server\"");
            assertThat(refused.get(0).path("status").asInt()).isEqualTo(409);
            assertThat(refused.get(0).path("retry").asString()).isEqualTo("7");
            assertThat(refused.get(1).path("post").asString()).isEqualTo("application/sdp");
        }
    }

    private static String text(BrowserPage page, String selector) {
        return page.evaluate("document.querySelector(\"" + selector + "\").innerText")
                .asString();
    }

    private long ended() {
        return fixture.whep.calls().stream()
                .filter(call -> call.startsWith("unsubscribe"))
                .count();
    }

    private void awaitMoreThan(long count) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (ended() <= count) {
            assertThat(System.nanoTime()).as("the session was not ended").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void awaitCall(String start) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (fixture.whep.calls().stream().noneMatch(call -> call.startsWith(start))) {
            assertThat(System.nanoTime()).as("no call " + start).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
