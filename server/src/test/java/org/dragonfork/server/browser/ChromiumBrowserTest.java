package org.dragonfork.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChromiumBrowserTest {
    private static final URI PAGE = URI.create("data:text/html,%3Ctitle%3Et%3C/title%3E%3Ch1%3Ehello%3C/h1%3E");

    @Test
    void runsPagesAndLeavesNothingBehind() {
        ProcessHandle process;
        List<ProcessHandle> children;
        java.nio.file.Path profile;
        try (ChromiumBrowser browser = ChromiumBrowser.launch()) {
            process = browser.process();
            profile = browser.profile();
            BrowserPage page = browser.open(PAGE);

            assertThat(page.evaluate("1 + 1").asInt()).isEqualTo(2);
            assertThat(page.evaluate("Promise.resolve({a: ['x'.repeat(200000)]})")
                            .path("a")
                            .get(0)
                            .asString())
                    .hasSize(200_000);
            assertThatThrownBy(() -> page.evaluate("Promise.reject(new Error('no'))"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Error: no");
            page.evaluate("console.warn('careful', 7)");
            page.await("document.title === 't'", Duration.ofSeconds(5));
            assertThat(page.console()).contains("warning: careful 7");
            assertThat(page.screenshot()).startsWith(0x89, 'P', 'N', 'G');
            page.close();
            children = process.descendants().toList();
            assertThat(children).isNotEmpty();
        }
        assertThat(process.isAlive()).isFalse();
        for (ProcessHandle child : children) {
            child.onExit().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
        }
        assertThat(profile).doesNotExist();
    }

    @Test
    void measuresSoundThoughNobodyHearsIt() {
        String loop = """
                (async () => {
                  const a = new RTCPeerConnection(), b = new RTCPeerConnection();
                  a.onicecandidate = e => b.addIceCandidate(e.candidate || undefined);
                  b.onicecandidate = e => a.addIceCandidate(e.candidate || undefined);
                  b.ontrack = e => { const s = new Audio(); s.srcObject = new MediaStream([e.track]); s.play(); window.sink = s; };
                  const context = new AudioContext(), tone = context.createOscillator(), out = context.createMediaStreamDestination();
                  tone.connect(out); tone.start();
                  a.addTrack(out.stream.getAudioTracks()[0], out.stream);
                  await a.setLocalDescription(); await b.setRemoteDescription(a.localDescription);
                  await b.setLocalDescription(); await a.setRemoteDescription(b.localDescription);
                  for (let i = 0; i < 400; i++) {
                    for (const s of (await b.getStats()).values())
                      if (s.type === 'inbound-rtp' && s.totalAudioEnergy > 0.001) return s.totalAudioEnergy;
                    await new Promise(r => setTimeout(r, 25));
                  }
                  return 0;
                })()""";
        try (ChromiumBrowser browser = ChromiumBrowser.launch()) {
            assertThat(browser.open(PAGE).evaluate(loop).asDouble()).isGreaterThan(0.001);
        }
    }

    @Test
    void namesWhatToInstallWhenThereIsNoBrowser() {
        assertThatThrownBy(() -> ChromiumBinary.find(Map.of("PATH", "/nonexistent")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("apt-get install chromium")
                .hasMessageContaining("DRAGONFORK_CHROMIUM");
        assertThatThrownBy(() -> ChromiumBinary.find(Map.of("DRAGONFORK_CHROMIUM", "/nonexistent")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/nonexistent");
    }
}
