package org.dragonfork.server.metrics;

import static org.dragonfork.server.metrics.MetricKind.COUNTER;
import static org.dragonfork.server.metrics.MetricKind.GAUGE;
import static org.dragonfork.server.metrics.MetricKind.HISTOGRAM;

import java.util.List;

/**
 * The metric families of WebRTC: the eleven of the design this product is built from, which are a contract, and what an
 * operator needs besides. Every series has the constant label {@code core} as well. {@code docs/metrics.md} is this enum,
 * and a test keeps it so.
 */
public enum MetricFamily {
    WHEP_REQUESTS(
            "dragonfork_webrtc_whep_requests_total",
            COUNTER,
            "WHEP requests answered, by route and status code.",
            Buckets.NONE,
            "How many ask, and how many are refused with what?",
            "route",
            "code",
            "stream_id"),
    WHEP_REQUEST_DURATION(
            "dragonfork_webrtc_whep_request_duration_seconds",
            HISTOGRAM,
            "Time from the routing of a WHEP request to the finished answer, its body read.",
            Buckets.SETUP,
            "Does the server answer at once?",
            "route",
            "stream_id"),
    ICE_ESTABLISHMENT_DURATION(
            "dragonfork_webrtc_ice_establishment_duration_seconds",
            HISTOGRAM,
            "Time from the answer to the first connected or failed ICE state.",
            Buckets.SETUP,
            "How long do viewers take to connect? Look at one result at a time: a failure lasts as long as the time-out.",
            "stream_id",
            "result"),
    ICE_FAILURES(
            "dragonfork_webrtc_ice_failures_total",
            COUNTER,
            "Viewers whose connection failed: timeout, no valid pair in time; disconnected, consent lost after it was"
                    + " connected; failed, DTLS or any other end before media.",
            Buckets.NONE,
            "Why do viewers not connect, or lose the connection?",
            "stream_id",
            "reason"),
    CODEC_MISMATCHES(
            "dragonfork_webrtc_codec_mismatches_total",
            COUNTER,
            "Offers refused with 406 because they have no usable codec, by kind of media.",
            Buckets.NONE,
            "Which stream sends what browsers cannot play?",
            "stream_id",
            "kind"),
    CAP_REJECTIONS(
            "dragonfork_webrtc_cap_rejections_total",
            COUNTER,
            "Offers refused with 503 because a limit on viewers is reached, by the scope of the limit.",
            Buckets.NONE,
            "Which limit is too low?",
            "stream_id",
            "scope"),
    FFMPEG_LEG_FAILURES(
            "dragonfork_webrtc_ffmpeg_leg_failures_total",
            COUNTER,
            "Failures of an RTP output leg of FFmpeg, once per incident.",
            Buckets.NONE,
            "Did a stream lose picture or sound?",
            "stream_id",
            "leg"),
    ACTIVE_STREAMS(
            "dragonfork_webrtc_active_streams", GAUGE, "Streams registered now.", Buckets.NONE, "What can be watched?"),
    ACTIVE_PEERS(
            "dragonfork_webrtc_active_peers",
            GAUGE,
            "Viewers that hold a place now, those still connecting included; the number that a limit is compared with.",
            Buckets.NONE,
            "Who watches what?",
            "stream_id"),
    UDP_PORTS_IN_USE(
            "dragonfork_webrtc_udp_ports_in_use",
            GAUGE,
            "UDP ports of the pool that are leased to legs.",
            Buckets.NONE,
            "How many streams fit in?"),
    UDP_PORTS_AVAILABLE(
            "dragonfork_webrtc_udp_ports_available",
            GAUGE,
            "UDP ports of the pool that are free; a stream with picture and sound takes two.",
            Buckets.NONE,
            "How many more?"),

    SESSIONS_STARTED(
            "dragonfork_webrtc_sessions_started_total",
            COUNTER,
            "Viewers that got an answer and a place.",
            Buckets.NONE,
            "What do all the other numbers refer to?",
            "stream_id"),
    SESSIONS_ENDED(
            "dragonfork_webrtc_sessions_ended_total",
            COUNTER,
            "Viewers whose place is free again, by reason.",
            Buckets.NONE,
            "Did they leave, or were they lost?",
            "stream_id",
            "reason"),
    SESSION_DURATION(
            "dragonfork_webrtc_session_duration_seconds",
            HISTOGRAM,
            "Time from the answer to the end of a session.",
            Buckets.SESSION,
            "Do viewers stay?"),
    STREAM_LABEL_OVERFLOW(
            "dragonfork_webrtc_stream_label_overflow_total",
            COUNTER,
            "Streams registered while there was no label left for them, so that _overflow stands for them.",
            Buckets.NONE,
            "Are there more streams than labels?");

    private final String text;
    private final MetricKind kind;
    private final String help;
    private final Buckets buckets;
    private final String question;
    /** Separated by blanks; a list would count as something that can change. */
    private final String labels;

    MetricFamily(String text, MetricKind kind, String help, Buckets buckets, String question, String... labels) {
        this.text = text;
        this.kind = kind;
        this.help = help;
        this.buckets = buckets;
        this.question = question;
        this.labels = String.join(" ", labels);
    }

    /** The name of the family; series of a histogram add {@code _bucket}, {@code _sum} and {@code _count}. */
    public String text() {
        return text;
    }

    public MetricKind kind() {
        return kind;
    }

    /** What stands after {@code # HELP}. */
    public String help() {
        return help;
    }

    /** The labels besides {@code core}. */
    public List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(" ", -1));
    }

    /** What an operator learns from it. */
    public String question() {
        return question;
    }

    Buckets buckets() {
        return buckets;
    }
}
