package org.dragonfork.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.SelfSignedCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Servers that do everything the other way round than ours. */
@Timeout(60)
class OtherServersTest {
    @Test
    void aFullIceAgentThatBeginsTheHandshakeIsWatched() throws Exception {
        var random = new SecureRandom();
        var dtls = new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random);
        List<FullIcePeer> peers = new CopyOnWriteArrayList<>();
        var sessions = new AtomicInteger();
        try (var server = new ScriptedWhep(offer -> {
            try {
                var peer = new FullIcePeer(dtls, offer);
                peers.add(peer);
                return new ScriptedWhep.Said(
                        201,
                        Map.of(
                                "Location",
                                "session/" + sessions.incrementAndGet(),
                                "Link",
                                "<stun:192.0.2.1>; rel=\"ice-server\""),
                        peer.answer());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        })) {
            Ran ran = Ran.against(server.url(), "--viewers", "3", "--ramp", "0", "--settle", "1s", "--duration", "2s");

            JsonNode report = ran.report();
            assertThat(report.path("passed").asBoolean()).as(ran.said()).isTrue();
            assertThat(report.at("/viewers/watched").asInt()).isEqualTo(3);
            assertThat(report.at("/joins/firstKeyFrameMillis/count").asInt()).isEqualTo(3);
            assertThat(report.at("/packets/lost").asInt()).isZero();
            assertThat(report.at("/hopMillis/count").asInt())
                    .isEqualTo(report.at("/packets/received").asInt());
            assertThat(report.at("/hopMillis/p50").asDouble()).isBetween(0.0, 1_000.0);
            assertThat(server.deleted())
                    .containsExactlyInAnyOrder("/whep/session/1", "/whep/session/2", "/whep/session/3");
        } finally {
            for (FullIcePeer peer : peers) {
                peer.close();
            }
        }
        assertThat(peers).hasSize(3).allSatisfy(peer -> {
            assertThat(peer.checksAnswered.get()).as("checks answered").isPositive();
            assertThat(peer.reports.get()).as("report blocks").isPositive();
            assertThat(peer.byes.get()).as("BYE").isEqualTo(1);
            assertThat(peer.closed.get()).as("close_notify").isEqualTo(1);
        });
    }

    @Test
    void theMembersOfTheReportStay() throws Exception {
        try (var server = new ScriptedWhep(_ -> new ScriptedWhep.Said(500, Map.of(), ""))) {
            JsonNode report = Ran.against(server.url(), "--viewers", "1").report();

            assertThat(report.path("schema").asInt()).isEqualTo(1);
            assertThat(report.propertyNames())
                    .containsExactly(
                            "schema",
                            "plan",
                            "passed",
                            "stopped",
                            "viewers",
                            "failures",
                            "joins",
                            "packets",
                            "rtcp",
                            "tracks",
                            "hopMillis",
                            "steady");
            assertThat(report.path("failures").path(0).propertyNames())
                    .containsExactly("stage", "reason", "count", "example", "status");
            assertThat(report.path("joins").propertyNames())
                    .containsExactly(
                            "perSecond", "answerMillis", "connectedMillis", "firstPacketMillis", "firstKeyFrameMillis");
            assertThat(report.path("steady").propertyNames())
                    .containsExactly(
                            "seconds",
                            "sent",
                            "arrived",
                            "bytes",
                            "packetsPerSecond",
                            "megabitsPerSecond",
                            "serverCpuNanosPerPacket",
                            "serverCores");
            assertThat(report.at("/steady/serverCpuNanosPerPacket").isNull()).isTrue();
        }
    }
}
