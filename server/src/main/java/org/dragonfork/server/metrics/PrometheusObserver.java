package org.dragonfork.server.metrics;

import static org.dragonfork.server.metrics.MetricFamily.CAP_REJECTIONS;
import static org.dragonfork.server.metrics.MetricFamily.CODEC_MISMATCHES;
import static org.dragonfork.server.metrics.MetricFamily.FFMPEG_LEG_FAILURES;
import static org.dragonfork.server.metrics.MetricFamily.ICE_ESTABLISHMENT_DURATION;
import static org.dragonfork.server.metrics.MetricFamily.ICE_FAILURES;
import static org.dragonfork.server.metrics.MetricFamily.REMOTE_JITTER;
import static org.dragonfork.server.metrics.MetricFamily.REMOTE_LOSS_RATIO;
import static org.dragonfork.server.metrics.MetricFamily.ROUND_TRIP_TIME;
import static org.dragonfork.server.metrics.MetricFamily.SESSIONS_ENDED;
import static org.dragonfork.server.metrics.MetricFamily.SESSIONS_STARTED;
import static org.dragonfork.server.metrics.MetricFamily.SESSION_DURATION;
import static org.dragonfork.server.metrics.MetricFamily.SETUP_PHASE_DURATION;
import static org.dragonfork.server.metrics.MetricFamily.STREAM_LABEL_OVERFLOW;
import static org.dragonfork.server.metrics.MetricFamily.TIME_TO_FIRST_FRAME;
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
    /** The status of an accepted offer. */
    private static final int CREATED = 201;

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
                if (status == CREATED) {
                    instruments.observe(SETUP_PHASE_DURATION, took, Words.SDP);
                }
            }
            case EgressEvent.CodecMismatched(var stream, var kind) ->
                instruments.count(CODEC_MISMATCHES, labels.of(stream), kind.label());
            case EgressEvent.CapRejected(var stream, var scope, int _) ->
                instruments.count(CAP_REJECTIONS, labels.of(stream), Words.of(scope));
            case EgressEvent.SessionStarted(var stream, var _) ->
                instruments.count(SESSIONS_STARTED, labels.of(stream));
            case EgressEvent.IceSettled(var stream, var _, boolean connected, Duration took) -> {
                String result = connected ? Words.CONNECTED : Words.FAILED;
                instruments.observe(ICE_ESTABLISHMENT_DURATION, took, labels.of(stream), result);
                if (connected) {
                    instruments.observe(SETUP_PHASE_DURATION, took, Words.ICE);
                }
            }
            case EgressEvent.SessionSecured(var _, var _, var _, var _, Duration sinceConnected) ->
                instruments.observe(SETUP_PHASE_DURATION, sinceConnected, Words.DTLS);
            case EgressEvent.FirstPacketSent(var _, var _, Duration sinceSecured) ->
                instruments.observe(SETUP_PHASE_DURATION, sinceSecured, Words.FIRST_PACKET);
            case EgressEvent.FirstKeyFrameSent(var stream, var _, Duration sinceAnswer) ->
                instruments.observe(TIME_TO_FIRST_FRAME, sinceAnswer, labels.of(stream));
            case EgressEvent.ReceptionReported(
                    var _,
                    var kind,
                    double lossRatio,
                    Duration jitter,
                    Optional<Duration> roundTrip) -> {
                instruments.observe(REMOTE_LOSS_RATIO, lossRatio, kind.label());
                instruments.observe(REMOTE_JITTER, jitter, kind.label());
                roundTrip.ifPresent(time -> instruments.observe(ROUND_TRIP_TIME, time));
            }
            case EgressEvent.IceFailed(var stream, var _, var reason) ->
                instruments.count(ICE_FAILURES, labels.of(stream), Words.of(reason));
            case EgressEvent.SessionEnded(var stream, var _, var reason, var _, Duration lasted) -> {
                instruments.count(SESSIONS_ENDED, labels.of(stream), reason.label());
                instruments.observe(SESSION_DURATION, lasted);
            }
            case EgressEvent.LegFailed(var stream, var leg, var _, var _) ->
                instruments.count(FFMPEG_LEG_FAILURES, labels.of(stream), leg.label());
            case EgressEvent.CounterOffered _, EgressEvent.CounterOfferLapsed _ -> {
                // The mismatch before it is counted, and a place without a viewer is no session that started or ended.
            }
            case EgressEvent.StreamLive _, EgressEvent.StreamIdle _, EgressEvent.PeerFaulted _ -> {
                // Not counted: the first two are states that gauges show, the last ends a session, which is counted.
            }
        }
    }
}
