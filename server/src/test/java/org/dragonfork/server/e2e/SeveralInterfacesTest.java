package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.server.app.Main;
import org.dragonfork.server.browser.BrowserPage;
import org.dragonfork.server.browser.ChromiumBrowser;
import org.dragonfork.server.net.NetworkNamespace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server on another host with three interfaces, two addresses on one of them and IPv6, and a real browser on this one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SeveralInterfacesTest {
    private static final Pattern PLAYER = Pattern.compile("http://\\S+:(\\d+)/whep-player\\.html\\?stream=(\\S+)");
    private static final String HERE = NetworkNamespace.ip(0, 1);
    private static final String FIRST = NetworkNamespace.ip(0, 2);
    private static final String SECOND = NetworkNamespace.ip(0, 3);
    private static final String OTHER = NetworkNamespace.ip(1, 2);
    private static final String THIRD = NetworkNamespace.ip(2, 2);
    private static final String SIX = NetworkNamespace.ipv6(2);

    /** Far above what it takes, and below the first repetition of lost checks and hellos. */
    private static final long AT_ONCE_MILLIS = 2_000;

    /** Joins by hand, as the player does it, and tells how long it took from the POST. */
    private static final String JOIN = """
            (async endpoint => {
              const pc = window.pc = new RTCPeerConnection();
              pc.addTransceiver('video', { direction: 'recvonly' });
              pc.addTransceiver('audio', { direction: 'recvonly' });
              await pc.setLocalDescription(await pc.createOffer());
              const connected = new Promise((done, failed) => {
                pc.onconnectionstatechange = () => {
                  if (pc.connectionState === 'connected') done(performance.now());
                  if (pc.connectionState === 'failed') failed(new Error('failed'));
                };
                setTimeout(() => failed(new Error('still ' + pc.connectionState)), 20000);
              });
              const begun = performance.now();
              const response = await fetch(endpoint, { method: 'POST', body: pc.localDescription.sdp,
                headers: { 'Content-Type': 'application/sdp' } });
              const answer = await response.text();
              await pc.setRemoteDescription({ type: 'answer', sdp: answer });
              const millis = await connected - begun;
              const stats = await pc.getStats();
              const transport = [...stats.values()].find(s => s.type === 'transport');
              const pair = stats.get(transport.selectedCandidatePairId);
              return { millis, address: stats.get(pair.remoteCandidateId).address,
                candidates: [...new Set(answer.match(/^a=candidate:.*$/gm))].length };
            })""";

    private static final String PICTURES = """
            (async () => {
              const inbound = [...(await pc.getStats()).values()].find(s => s.type === 'inbound-rtp' && s.kind === 'video');
              window.decoded = inbound ? inbound.framesDecoded : 0;
            })()""";

    @TempDir
    private Path directory;

    private NetworkNamespace network;
    private ChromiumBrowser browser;
    private Process server;
    private String stream = "";

    @BeforeAll
    void launch() {
        browser = ChromiumBrowser.launch();
    }

    @AfterAll
    void quit() {
        browser.close();
    }

    @BeforeEach
    void makeNetwork() {
        network = NetworkNamespace.make();
        network.cable(HERE + "/24", FIRST + "/24", SECOND + "/24", SIX + "/64");
        network.addressHere(NetworkNamespace.ipv6(1) + "/64");
        network.cable(NetworkNamespace.ip(1, 1) + "/24", OTHER + "/24");
        network.cable(NetworkNamespace.ip(2, 1) + "/24", THIRD + "/24");
    }

    @AfterEach
    void removeNetwork() throws Exception {
        if (server != null) {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        if (network != null) {
            network.close();
        }
    }

    @Test
    void browserIsConnectedAtOnceAndSeesThePicture() throws Exception {
        URI base = serve(Map.of());
        try (BrowserPage page = browser.open(base)) {
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                JsonNode joined = join(page, base);
                assertThat(joined.path("candidates").asInt()).isEqualTo(5);
                millis.add(joined.path("millis").asDouble());
                page.evaluate("pc.close()");
            }
            System.out.println("joined through one of five addresses in ms: " + millis);
            // The first ones warm the server up.
            assertThat(millis.stream().min(Double::compare).orElseThrow()).isLessThan(AT_ONCE_MILLIS);

            join(page, base);
            seesThePicture(page);
        }
    }

    /** The answers leave from there, or the browser never connects. */
    @Test
    void browserThatIsToldOnlyTheSecondAddressOfALinkConnectsToIt() throws Exception {
        URI base = serve(Map.of("CORE_WEBRTC_PUBLIC_IP", SECOND));
        try (BrowserPage page = browser.open(base)) {
            JsonNode joined = join(page, base);

            assertThat(joined.path("address").asString()).isEqualTo(SECOND);
            System.out.println("joined through the second address in ms: " + joined.path("millis"));
            seesThePicture(page);
        }
    }

    /** Nothing goes over the first cable any more, without anybody being told; the page was read before. */
    @Test
    void deadAddressesAmongTheCandidatesDelayNobody() throws Exception {
        URI base = serve(Map.of());
        try (BrowserPage page = browser.open(base)) {
            for (String dead : List.of(FIRST, OTHER, SIX)) {
                assertThat(network.inside(filter(dead), "-A", "INPUT", "-p", "udp", "-d", dead, "-j", "DROP"))
                        .isTrue();
            }
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                JsonNode joined = join(page, base);
                assertThat(joined.path("address").asString()).isIn(SECOND, THIRD);
                millis.add(joined.path("millis").asDouble());
                page.evaluate("pc.close()");
            }
            System.out.println("joined past three dead addresses in ms: " + millis);
            assertThat(millis.stream().min(Double::compare).orElseThrow()).isLessThan(AT_ONCE_MILLIS);
        }
    }

    /** The checks of the selected pair get through, and what we send over it does not: then the browser takes another. */
    @Test
    void browserWhosePairDiesMovesToAnotherAndTheSessionStays() throws Exception {
        URI base = serve(Map.of());
        try (BrowserPage page = browser.open(base)) {
            String used = join(page, base).path("address").asString();
            seesThePicture(page);
            assertThat(network.inside(filter(used), "-A", "OUTPUT", "-p", "udp", "-s", used, "-j", "DROP"))
                    .isTrue();

            seesThePicture(page);

            assertThat(page.evaluate("pc.connectionState").asString()).isEqualTo("connected");
        }
    }

    /** The browser sends from where it did, and the server sees another port from one moment to the next. */
    @Test
    void browserWhoseNatForgetsItsPortKeepsThePicture() throws Exception {
        assumeTrue(network.inside("conntrack", "-L"), "conntrack, which lets a NAT forget, is not installed");
        assertThat(network.inside(portsOfNat("-A", 50_000))).isTrue();
        URI base = serve(Map.of("CORE_WEBRTC_PUBLIC_IP", FIRST));
        try (BrowserPage page = browser.open(base)) {
            join(page, base);
            seesThePicture(page);
            assertThat(network.inside(portsOfNat("-D", 50_000))).isTrue();
            assertThat(network.inside(portsOfNat("-A", 52_000))).isTrue();
            long begun = System.nanoTime();
            assertThat(network.inside("conntrack", "-F")).isTrue();

            seesThePicture(page);

            System.out.println(
                    "a second of pictures after the NAT forgot took ms: " + (System.nanoTime() - begun) / 1_000_000);
            assertThat(page.evaluate("pc.connectionState").asString()).isEqualTo("connected");
        }
    }

    private static String filter(String address) {
        return address.contains(":") ? "ip6tables" : "iptables";
    }

    private static String[] portsOfNat(String change, int first) {
        return new String[] {
            "iptables",
            "-t",
            "nat",
            change,
            "INPUT",
            "-p",
            "udp",
            "-s",
            "198.18.0.0/15",
            "-j",
            "SNAT",
            "--to-source",
            HERE + ":" + first + "-" + (first + 1_000)
        };
    }

    private JsonNode join(BrowserPage page, URI base) {
        return page.evaluate(JOIN + "('" + base.resolve("/api/v3/whep/" + stream) + "')");
    }

    /** A second of pictures more than now. */
    private static void seesThePicture(BrowserPage page) {
        page.evaluate(PICTURES);
        long wanted = page.evaluate("decoded").asLong() + 15;
        page.await("(" + PICTURES + ", decoded >= " + wanted + ")", Duration.ofSeconds(40));
    }

    private URI serve(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = network.java(Main.class, "demo", "--http", "0.0.0.0:0", "--udp", "0")
                .redirectError(directory.resolve("errors.txt").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CORE_"));
        builder.environment().putAll(environment);
        server = builder.start();
        // Not closed: the program may still write.
        BufferedReader said = server.inputReader(StandardCharsets.UTF_8);
        String port = "";
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher player = PLAYER.matcher(line);
            if (player.find()) {
                port = player.group(1);
                stream = player.group(2);
            }
            if (line.contains("Ctrl-C ends everything")) {
                return URI.create("http://" + FIRST + ":" + port);
            }
        }
        throw new AssertionError("the server did not start");
    }
}
