package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.IceFailure;
import org.dragonfork.egress.event.LegFailure;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.WhepRoute;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole scrapes, compared sample by sample with files. */
class ExpositionTest {
    private static final StreamId LIVE = new StreamId("live");

    private static final StreamId CAM = new StreamId("cam:1");

    private static final SessionId SESSION = new SessionId("0123456789abcdef0123456789abcdef");

    private final MetricsWorld world = new MetricsWorld();

    @Test
    void namesEveryFamilyOfAnIdleServer() {
        assertIs("idle");
        assertThat(world.scrape().types().keySet()).isEqualTo(MetricNames.standard());
        assertThat(world.scrape().helps().keySet()).isEqualTo(MetricNames.standard());
    }

    @ParameterizedTest
    @EnumSource(value = MetricFamily.class, mode = EnumSource.Mode.EXCLUDE, names = "PACKET_FORWARD_DURATION")
    void givesEachFamilyItsTypeAndHelp(MetricFamily family) {
        assertThat(world.scrape().types())
                .containsEntry(family.text(), family.kind().label());
        assertThat(world.scrape().helps()).containsEntry(family.text(), family.help());
    }

    @Test
    void startsAllSeriesOfAStreamAtZero() {
        register(LIVE);
        world.is(Snapshots.of(Snapshots.stream("live", 0)));

        assertIs("one-stream");
    }

    @Test
    void countsWhatHappensToTheViewersOfAStream() {
        register(LIVE);
        world.is(Snapshots.of(Snapshots.stream("live", 3)));
        for (int i = 0; i < 3; i++) {
            world.happens(
                    asked(WhepRoute.SUBSCRIBE, 201, Duration.ofMillis(30)),
                    new EgressEvent.SessionStarted(LIVE, SESSION),
                    new EgressEvent.IceSettled(LIVE, SESSION, true, Duration.ofMillis(200)));
        }

        assertIs("three-viewers");
    }

    @Test
    void keepsSeveralStreamsApart() {
        register(LIVE);
        register(CAM);
        world.is(Snapshots.of(Snapshots.stream("cam:1", 1), Snapshots.stream("live", 3)));
        world.happens(
                new EgressEvent.LegFailed(CAM, MediaKind.VIDEO, LegFailure.SILENT, "no RTP"),
                new EgressEvent.CapRejected(LIVE, CapScope.STREAM, 3),
                new EgressEvent.CodecMismatched(LIVE, MediaKind.AUDIO),
                new EgressEvent.IceFailed(CAM, SESSION, IceFailure.DISCONNECTED),
                new EgressEvent.SessionEnded(CAM, SESSION, SessionEnd.CONSENT_LOST, "", Duration.ofMinutes(4)));

        assertIs("two-streams");
    }

    @Test
    void dropsGaugesOfARemovedStreamAtOnceAndItsCountersLater() {
        register(LIVE);
        world.happens(new EgressEvent.LegFailed(LIVE, MediaKind.AUDIO, LegFailure.SOCKET, "closed"));
        world.is(Snapshots.of());
        world.happens(new EgressEvent.StreamRemoved(LIVE));

        assertIs("removed-stream");
        world.pass(StreamLabels.RETENTION.minusNanos(1));
        assertIs("removed-stream");
        world.pass(Duration.ofNanos(1));
        assertThat(world.scrape().seriesWith("\"live\"")).isEmpty();
        assertIs("idle");
    }

    @Test
    void writesOpenMetricsWithTheSameSamples() {
        register(LIVE);
        world.is(Snapshots.of(Snapshots.stream("live", 3)));
        world.happens(asked(WhepRoute.SUBSCRIBE, 201, Duration.ofMillis(30)));
        String text = world.metrics.openMetrics();

        assertThat(text).endsWith("\n# EOF\n").containsOnlyOnce("# EOF");
        assertThat(text).contains("# TYPE dragonfork_webrtc_whep_requests counter\n");
        assertThat(text).doesNotContain("# TYPE dragonfork_webrtc_whep_requests_total ");
        assertThat(Scrape.read(text.replace("# EOF\n", "")).samples())
                .isEqualTo(world.scrape().samples());
    }

    @Test
    void namesFamiliesWithoutSeriesInOpenMetricsToo() {
        String text = world.metrics.openMetrics();

        assertThat(text)
                .contains("# TYPE dragonfork_webrtc_ice_failures counter\n# HELP dragonfork_webrtc_ice_failures ");
        assertThat(text).contains("# TYPE dragonfork_webrtc_active_peers gauge\n");
        assertThat(text).endsWith("\n# EOF\n");
    }

    private void register(StreamId id) {
        world.happens(new EgressEvent.StreamRegistered(id, Set.of(MediaKind.VIDEO, MediaKind.AUDIO)));
    }

    private static EgressEvent asked(WhepRoute route, int status, Duration took) {
        return new EgressEvent.WhepExchanged(route, status, java.util.Optional.of(LIVE), took);
    }

    private void assertIs(String fixture) {
        Map<String, Double> expected =
                Scrape.read(resource("/metrics/" + fixture + ".txt")).samples();
        assertThat(world.scrape().samples()).containsExactlyInAnyOrderEntriesOf(expected);
    }

    private static String resource(String name) {
        try (InputStream in = ExpositionTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
