package org.dragonfork.server.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.IceFailure;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.WhepRoute;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * The series that a stream has from the moment it is registered: an alert on {@code increase} misses a counter that is born
 * at 1.
 */
final class StartingSeries {
    private StartingSeries() {}

    /** Label values, in the order of the family's labels; none for a gauge and for a family without streams. */
    static List<List<String>> of(MetricFamily family, String stream) {
        return switch (family) {
            case WHEP_REQUESTS -> requests(stream, Words::startingCodes);
            case WHEP_REQUEST_DURATION -> {
                var all = new ArrayList<List<String>>();
                for (WhepRoute route : WhepRoute.values()) {
                    all.add(List.of(route.label(), stream));
                }
                yield all;
            }
            case ICE_ESTABLISHMENT_DURATION -> each(stream, Words.RESULTS);
            case ICE_FAILURES -> each(stream, Words.all(IceFailure.values()));
            case CODEC_MISMATCHES, FFMPEG_LEG_FAILURES -> each(stream, Words.all(MediaKind.values()));
            case CAP_REJECTIONS -> each(stream, Words.all(CapScope.values()));
            case SESSIONS_STARTED -> List.of(List.of(stream));
            case SESSIONS_ENDED -> {
                var words = new ArrayList<String>();
                for (SessionEnd end : SessionEnd.values()) {
                    words.add(end.label());
                }
                yield each(stream, words);
            }
            case RTP_RECEIVED_PACKETS,
                    RTP_RECEIVED_BYTES,
                    RTP_INGEST_LOST_PACKETS,
                    RTP_SENT_PACKETS,
                    RTP_SENT_BYTES,
                    RTP_RETRANSMITTED_PACKETS,
                    REMOTE_LOST_PACKETS -> each(stream, Words.all(MediaKind.values()));
            case RTP_DROPPED_PACKETS -> each(stream, Words.DROP_REASONS);
            case RTCP_FEEDBACK_RECEIVED -> each(stream, Words.FEEDBACK_TYPES);
            case TIME_TO_FIRST_FRAME -> List.of(List.of(stream));
            case ACTIVE_STREAMS,
                    SETUP_PHASE_DURATION,
                    PACKET_FORWARD_DURATION,
                    PEERS,
                    PEERS_LIMIT,
                    PEERS_HIGH_LOSS,
                    PEERS_STALLED,
                    REMOTE_LOSS_RATIO,
                    REMOTE_JITTER,
                    ROUND_TRIP_TIME,
                    STREAM_LAST_PACKET,
                    STREAM_LAST_KEYFRAME,
                    DATAGRAM_SINK_INFO,
                    SRTP_PROVIDER_INFO,
                    SEND_DATAGRAMS,
                    SEND_CALLS,
                    SEND_RETRIES,
                    SEND_DROPPED,
                    SEND_SEGMENTATION_REFUSED,
                    MEDIA_LOOP_LONGEST_TURN,
                    MEDIA_LOOP_SLOW_TURNS,
                    DRAINING,
                    BUILD_INFO,
                    ACTIVE_PEERS,
                    UDP_PORTS_IN_USE,
                    UDP_PORTS_AVAILABLE,
                    SESSION_DURATION,
                    STREAM_LABEL_OVERFLOW -> List.of();
        };
    }

    /** Label values of {@link MetricFamily#WHEP_REQUESTS} that are there without any stream. */
    static List<List<String>> ofNoStream() {
        return requests(StreamLabels.UNKNOWN, Words::startingCodesOfNoStream);
    }

    private static List<List<String>> requests(String stream, Function<WhepRoute, List<String>> codes) {
        var all = new ArrayList<List<String>>();
        for (WhepRoute route : WhepRoute.values()) {
            for (String code : codes.apply(route)) {
                all.add(List.of(route.label(), code, stream));
            }
        }
        return all;
    }

    private static List<List<String>> each(String stream, List<String> values) {
        return values.stream().map(value -> List.of(stream, value)).toList();
    }
}
