package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.LegFailure;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.WhepRoute;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.Test;

/** Whoever asks for what: the number of series has a bound. */
class CardinalityTest {
    private static final String OVERFLOW = "dragonfork_webrtc_stream_label_overflow_total{core=\"test\"}";

    @Test
    void hundredThousandRandomIdsAddOneLabelValueAndNoHeap() {
        var world = new MetricsWorld();
        // The HTTP side hands on registered ids only; here even ids that get past it must not become labels.
        attack(world, 1_000);
        int series = world.scrape().samples().size();
        long before = usedHeap();
        attack(world, 100_000);

        assertThat(world.scrape().samples()).hasSize(series);
        assertThat(world.scrape().seriesWith("stream_id=\"")).allMatch(name -> name.contains("stream_id=\"_unknown\""));
        assertThat(usedHeap() - before).isLessThan(8_000_000);
    }

    private static void attack(MetricsWorld world, int requests) {
        var random = new Random(requests);
        for (int i = 0; i < requests; i++) {
            var id = new StreamId("x" + Long.toHexString(random.nextLong()));
            world.happens(
                    new EgressEvent.WhepExchanged(WhepRoute.SUBSCRIBE, 404, Optional.empty(), Duration.ofMillis(1)),
                    new EgressEvent.WhepExchanged(WhepRoute.SUBSCRIBE, 404, Optional.of(id), Duration.ofMillis(1)),
                    new EgressEvent.LegFailed(id, MediaKind.VIDEO, LegFailure.SILENT, id.value()));
        }
    }

    @Test
    void codesOutsideOfTheListShareOneValue() {
        var world = new MetricsWorld();
        for (int status = 100; status < 1000; status++) {
            world.happens(
                    new EgressEvent.WhepExchanged(WhepRoute.SUBSCRIBE, status, Optional.empty(), Duration.ofMillis(1)));
        }

        assertThat(world.scrape().seriesWith("whep_requests_total")).hasSizeLessThan(30);
        assertThat(world.scrape()
                        .value("dragonfork_webrtc_whep_requests_total"
                                + "{code=\"other\",core=\"test\",route=\"subscribe\",stream_id=\"_unknown\"}"))
                .isGreaterThan(800);
    }

    @Test
    void streamsPastTheLimitShareOneValueAndAreCounted() {
        var world = new MetricsWorld(2);
        for (String id : new String[] {"a", "b", "c", "d"}) {
            world.happens(new EgressEvent.StreamRegistered(new StreamId(id), Set.of()));
            world.happens(new EgressEvent.LegFailed(new StreamId(id), MediaKind.VIDEO, LegFailure.SILENT, ""));
        }
        world.is(Snapshots.of(
                Snapshots.stream("a", 1),
                Snapshots.stream("b", 1),
                Snapshots.stream("c", 2),
                Snapshots.stream("d", 3)));
        Scrape scrape = world.scrape();

        assertThat(scrape.value(OVERFLOW)).isEqualTo(2);
        assertThat(scrape.seriesWith("\"c\"")).isEmpty();
        assertThat(scrape.value("dragonfork_webrtc_active_peers{core=\"test\",stream_id=\"_overflow\"}"))
                .isEqualTo(5);
        assertThat(scrape.value(legFailures("_overflow"))).isEqualTo(2);
        assertThat(scrape.value(legFailures("a"))).isEqualTo(1);
    }

    @Test
    void aStreamThatIsThereTakesTheValueOfOneThatWas() {
        var world = new MetricsWorld(2);
        world.happens(
                registered("a"),
                registered("b"),
                new EgressEvent.StreamRemoved(new StreamId("a")),
                new EgressEvent.StreamRemoved(new StreamId("b")),
                registered("c"));
        Scrape scrape = world.scrape();

        assertThat(scrape.value(OVERFLOW)).isZero();
        assertThat(scrape.seriesWith("\"a\"")).isEmpty();
        assertThat(scrape.has(legFailures("b"))).isTrue();
        assertThat(scrape.has(legFailures("c"))).isTrue();
    }

    @Test
    void aStreamMadeAgainStartsAtZeroAndOutlivesItsOldEnd() {
        var world = new MetricsWorld();
        world.happens(
                registered("a"), new EgressEvent.LegFailed(new StreamId("a"), MediaKind.VIDEO, LegFailure.SILENT, ""));
        world.happens(new EgressEvent.StreamRemoved(new StreamId("a")));
        world.pass(Duration.ofMinutes(10));
        assertThat(world.scrape().value(legFailures("a"))).isEqualTo(1);
        world.happens(registered("a"));
        assertThat(world.scrape().value(legFailures("a"))).isZero();
        world.pass(Duration.ofMinutes(10));

        assertThat(world.scrape().has(legFailures("a"))).isTrue();
    }

    @Test
    void eventsAfterTheLastSeriesWentDoNotBringThemBack() {
        var world = new MetricsWorld();
        world.happens(registered("a"), new EgressEvent.StreamRemoved(new StreamId("a")));
        world.pass(StreamLabels.RETENTION);
        world.scrape();
        world.happens(new EgressEvent.LegFailed(new StreamId("a"), MediaKind.VIDEO, LegFailure.SILENT, ""));

        assertThat(world.scrape().seriesWith("\"a\"")).isEmpty();
        assertThat(world.scrape().has(legFailures("_unknown"))).isTrue();
    }

    @Test
    void aStreamNamedLikeAReservedValueIsNotMixedUpWithIt() {
        var world = new MetricsWorld();
        world.happens(registered("_unknown"));
        world.happens(new EgressEvent.LegFailed(new StreamId("_unknown"), MediaKind.VIDEO, LegFailure.SILENT, ""));

        assertThat(world.scrape().has(legFailures("_unknown"))).isFalse();
        assertThat(world.scrape().value(legFailures("_overflow"))).isEqualTo(1);
    }

    @Test
    void idsThatNeedEscapesAreEscaped() {
        var world = new MetricsWorld();
        world.happens(registered("a\"b{}=,"));

        assertThat(world.scrape().value(legFailures("a\\\"b{}=,"))).isZero();
    }

    @Test
    void twoServersInOneJvmShareNoNumber() {
        var one = new MetricsWorld();
        var other = new MetricsWorld();
        Map<String, Double> untouched = other.scrape().samples();
        one.happens(
                registered("a"), new EgressEvent.LegFailed(new StreamId("a"), MediaKind.VIDEO, LegFailure.SILENT, ""));

        assertThat(one.scrape().value(legFailures("a"))).isEqualTo(1);
        assertThat(other.scrape().samples()).isEqualTo(untouched);
    }

    private static EgressEvent registered(String id) {
        return new EgressEvent.StreamRegistered(new StreamId(id), Set.of(MediaKind.VIDEO));
    }

    private static String legFailures(String id) {
        return "dragonfork_webrtc_ffmpeg_leg_failures_total{core=\"test\",leg=\"video\",stream_id=\"" + id + "\"}";
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
