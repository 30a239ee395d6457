package org.dragonfork.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.SelfSignedCertificate;
import org.dragonfork.testkit.TestOffer;
import org.dragonfork.webrtc.ice.IceCredentials;

/** Time from an offer to its answer over HTTP. */
final class PostMeasurement implements Measurement {
    @Override
    public String name() {
        return "post";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException, InterruptedException {
        var random = new SecureRandom();
        var dtls = new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random);
        var posts = new Distribution();
        var gets = new Distribution();
        progress.step(2 * effort.posts() + " offers, the first half to warm up");
        try (var server = new LiveServer(8);
                var whep = new WhepClient()) {
            // The stream stays live without packets, and nothing but HTTP is measured.
            server.source().stop();
            for (int i = 0; i < 2 * effort.posts(); i++) {
                var credentials = IceCredentials.generate(random);
                String offer = TestOffer.text(credentials, dtls.localFingerprint(), true, false);
                long get = whep.get(server.base().resolve("/livez"));
                var posted = whep.post(server.endpoint(), offer);
                whep.delete(posted.session());
                if (i >= effort.posts()) {
                    gets.add(get);
                    posts.add(posted.nanos());
                }
            }
        }
        return new Table(
                name(),
                "Answer: from POST to 201",
                List.of(
                        effort.posts()
                                + " times GET /livez, POST of an offer and DELETE, one after the other over one kept"
                                + " connection to a running server on loopback, as many before to warm up.",
                        "Wall time at the client, its own part included, which the bare GET has, too."),
                List.of(
                        new Column("p50Millis", "p50 ms", 2),
                        new Column("p95Millis", "p95 ms", 2),
                        new Column("p50RatioToGet", "p50 ÷ bare GET", 2)),
                List.of(row("bare GET", gets, gets), row("POST of an offer", posts, gets)));
    }

    private static Row row(String what, Distribution times, Distribution base) {
        return Row.of(what, times.millis(0.5), times.millis(0.95), times.millis(0.5) / base.millis(0.5));
    }
}
