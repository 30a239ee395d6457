package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.http.RateLimit;
import org.dragonfork.testkit.TestOffer;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.junit.jupiter.api.Test;

/** Whatever a client writes where an id or an address should stand, the numbers stay readable and hold none of it. */
class HostileRequestsTest {
    private static final Pattern STREAM = Pattern.compile("stream_id=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"");

    private static final String GOOD = TestOffer.text(
            IceCredentials.generate(new Random(5)), CertificateFingerprint.sha256(new byte[] {2}), true, true);

    private static final Map<String, String> FORGED = Map.of(
            "X-Forwarded-For", "203.0.113.66\",evil=\"yes",
            "Forwarded", "for=203.0.113.66",
            "X-Real-IP", "203.0.113.66",
            "User-Agent", "evil\"agent");

    /** As they stand in the path; the last is longer than any id and any label of a Prometheus. */
    private static final List<String> IDS = List.of(
            "evil%22",
            "evil%22%7D%201%0Aevil_total%201%0A",
            "evil%0A",
            "evil%0D%0AX:%20y",
            "evil%00",
            "evil%5C",
            "evil%2F..%2Flive",
            "evil%ff%fe",
            "evil%c3",
            "evil%ed%a0%80",
            "evil%zz",
            "_overflow",
            "evil".repeat(2_500));

    /** Registered ids may hold what a label must not hold as it is. */
    private static final StreamId QUOTED = new StreamId("cam\"},x=\"{#");

    @Test
    void leaveNothingInTheNumbersAndGetAFourHundred() throws Exception {
        try (var server = new ScrapedWorld(8, 64, new RateLimit(1_000, 1_000, 10))) {
            server.world.live(new StreamId("live"));
            server.world.live(QUOTED);
            for (String id : IDS) {
                for (String method : List.of("POST", "PATCH", "DELETE")) {
                    var headers = new java.util.HashMap<>(FORGED);
                    headers.put(
                            "Content-Type",
                            method.equals("POST") ? "application/sdp" : "application/trickle-ice-sdpfrag");
                    String path = "/api/v3/whep/" + id + (method.equals("POST") ? "" : "/" + id);

                    int status = server.raw(method, path, headers, method.equals("DELETE") ? "" : GOOD);

                    // A DELETE is answered 204 for whatever is not there (decision D8), if it is a path at all.
                    assertThat(status)
                            .as(method + " " + path)
                            .matches(code -> (code >= 400 && code < 500) || (method.equals("DELETE") && code == 204));
                }
            }
            assertThat(server.raw("POST", "/api/v3/whep/live", withSdp(), GOOD)).isEqualTo(201);

            String text = server.metrics.text();
            Scrape scrape = Scrape.read(text);
            assertThat(text + server.metrics.openMetrics())
                    .doesNotContain("evil")
                    .doesNotContain("203.0.113.66");
            var streams = new TreeSet<String>();
            Matcher found = STREAM.matcher(text);
            while (found.find()) {
                streams.add(found.group(1));
            }
            assertThat(streams).containsExactly("_unknown", "cam\\\"},x=\\\"{#", "live");
            assertThat(scrape.has("dragonfork_webrtc_active_peers{core=\"test\",stream_id=\"cam\\\"},x=\\\"{#\"}"))
                    .isTrue();
        }
    }

    private static Map<String, String> withSdp() {
        var headers = new java.util.HashMap<>(FORGED);
        headers.put("Content-Type", "application/sdp");
        return headers;
    }
}
