package org.dragonfork.server.metrics;

import static org.dragonfork.server.metrics.MetricFamily.CAP_REJECTIONS;
import static org.dragonfork.server.metrics.MetricFamily.CODEC_MISMATCHES;
import static org.dragonfork.server.metrics.MetricFamily.FFMPEG_LEG_FAILURES;
import static org.dragonfork.server.metrics.MetricFamily.ICE_ESTABLISHMENT_DURATION;
import static org.dragonfork.server.metrics.MetricFamily.ICE_FAILURES;
import static org.dragonfork.server.metrics.MetricFamily.SESSIONS_ENDED;
import static org.dragonfork.server.metrics.MetricFamily.SESSIONS_STARTED;
import static org.dragonfork.server.metrics.MetricFamily.SESSION_DURATION;
import static org.dragonfork.server.metrics.MetricFamily.STREAM_LABEL_OVERFLOW;
import static org.dragonfork.server.metrics.MetricFamily.WHEP_REQUESTS;
import static org.dragonfork.server.metrics.MetricFamily.WHEP_REQUEST_DURATION;

import java.time.Duration;
import java.util.Optional;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.WhepRoute;

/** Decides what each event means for the numbers: a new event does not compile until that is decided here. */
final class PrometheusObserver implements EgressObserver {
    private final Instruments instruments;
    private final StreamLabels labels;

    PrometheusObserver(Instruments instruments, StreamLabels labels) {
        this.instruments = instruments;
        this.labels = labels;
    }

    @Override
    public void on(EgressEvent event) {
        switch (event) {
            case EgressEvent.StreamRegistered(var stream, var _) -> {
                if (!labels.register(stream)) {
                    instruments.count(STREAM_LABEL_OVERFLOW);
                }
            }
            case EgressEvent.StreamRemoved(var stream) -> labels.remove(stream);
            case EgressEvent.WhepExchanged(WhepRoute route, int status, Optional<StreamId> stream, Duration took) -> {
                String label = stream.map(labels::of).orElse(StreamLabels.UNKNOWN);
                instruments.count(WHEP_REQUESTS, route.label(), Words.code(status), label);
                instruments.observe(WHEP_REQUEST_DURATION, took, route.label(), label);
            }
            case EgressEvent.CodecMismatched(var stream, var kind) ->
                instruments.count(CODEC_MISMATCHES, labels.of(stream), kind.label());
            case EgressEvent.CapRejected(var stream, var scope, int _) ->
                instruments.count(CAP_REJECTIONS, labels.of(stream), Words.of(scope));
            case EgressEvent.SessionStarted(var stream, var _) ->
                instruments.count(SESSIONS_STARTED, labels.of(stream));
            case EgressEvent.IceSettled(var stream, var _, boolean connected, Duration took) ->
                instruments.observe(
                        ICE_ESTABLISHMENT_DURATION,
                        took,
                        labels.of(stream),
                        connected ? Words.CONNECTED : Words.FAILED);
            case EgressEvent.IceFailed(var stream, var _, var reason) ->
                instruments.count(ICE_FAILURES, labels.of(stream), Words.of(reason));
            case EgressEvent.SessionEnded(var stream, var _, var reason, var _, Duration lasted) -> {
                instruments.count(SESSIONS_ENDED, labels.of(stream), Words.ending(reason));
                instruments.observe(SESSION_DURATION, lasted);
            }
            case EgressEvent.LegFailed(var stream, var leg, var _, var _) ->
                instruments.count(FFMPEG_LEG_FAILURES, labels.of(stream), leg.label());
            case EgressEvent.SessionSecured _,
                    EgressEvent.StreamLive _,
                    EgressEvent.StreamIdle _,
                    EgressEvent.PeerFaulted _ -> {
                // Not counted: the first two are states that gauges show, the last ends a session, which is counted.
            }
        }
    }
}
