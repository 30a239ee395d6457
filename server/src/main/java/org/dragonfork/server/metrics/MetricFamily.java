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
            "How long do viewers take to connect? Look at one result at a time: a failure lasts as long as the"
                    + " time-out.",
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
            "Are there more streams than labels?"),
    SETUP_PHASE_DURATION(
            "dragonfork_webrtc_setup_phase_duration_seconds",
            HISTOGRAM,
            "Parts of a set-up: sdp, the POST that was accepted; ice, from the answer to the first valid check; dtls,"
                    + " from there to the keys; first_packet, from there to the first packet sent.",
            Buckets.PHASE,
            "Where does the time to connect go?",
            "phase"),
    TIME_TO_FIRST_FRAME(
            "dragonfork_webrtc_time_to_first_frame_seconds",
            HISTOGRAM,
            "Time from the answer to the first packet of a key frame sent.",
            Buckets.FIRST_FRAME,
            "How long do viewers wait for a picture?",
            "stream_id"),
    PEERS(
            "dragonfork_webrtc_peers",
            GAUGE,
            "Viewers by how far they are: new, no valid check yet; checking, a valid check but no keys yet; connected,"
                    + " media can flow.",
            Buckets.NONE,
            "Do viewers hang half way?",
            "state"),
    PEERS_LIMIT(
            "dragonfork_webrtc_peers_limit",
            GAUGE,
            "Most viewers that are let in, of all streams and of one.",
            Buckets.NONE,
            "What share of the limit is taken?",
            "scope"),
    PEERS_HIGH_LOSS(
            "dragonfork_webrtc_peers_high_loss",
            GAUGE,
            "Viewers that lost more than a tenth of the packets before their last report.",
            Buckets.NONE,
            "How many suffer from their network now?"),
    PEERS_STALLED(
            "dragonfork_webrtc_peers_stalled",
            GAUGE,
            "Viewers that are connected and were sent nothing for 5 s.",
            Buckets.NONE,
            "How many look at a frozen picture because of this server or its source?"),
    RTP_RECEIVED_PACKETS(
            "dragonfork_webrtc_rtp_received_packets_total",
            COUNTER,
            "RTP packets that came from FFmpeg.",
            Buckets.NONE,
            "Does media come in?",
            "stream_id",
            "kind"),
    RTP_RECEIVED_BYTES(
            "dragonfork_webrtc_rtp_received_bytes_total",
            COUNTER,
            "Bytes of the RTP packets that came from FFmpeg.",
            Buckets.NONE,
            "At which bitrate does it come?",
            "stream_id",
            "kind"),
    RTP_SENT_PACKETS(
            "dragonfork_webrtc_rtp_sent_packets_total",
            COUNTER,
            "RTP packets that went to viewers, all of them added up.",
            Buckets.NONE,
            "How much goes out?",
            "stream_id",
            "kind"),
    RTP_SENT_BYTES(
            "dragonfork_webrtc_rtp_sent_bytes_total",
            COUNTER,
            "Bytes of the RTP packets that went to viewers, all of them added up.",
            Buckets.NONE,
            "At which bitrate does it go out?",
            "stream_id",
            "kind"),
    RTP_RETRANSMITTED_PACKETS(
            "dragonfork_webrtc_rtp_retransmitted_packets_total",
            COUNTER,
            "RTP packets that went to a viewer once more because it asked for them; not among those sent.",
            Buckets.NONE,
            "How much is repaired?",
            "stream_id",
            "kind"),
    RTP_INGEST_LOST_PACKETS(
            "dragonfork_webrtc_rtp_ingest_lost_packets_total",
            COUNTER,
            "RTP packets that went missing between FFmpeg and this server, by their sequence numbers.",
            Buckets.NONE,
            "Is this machine too slow to take in what FFmpeg sends?",
            "stream_id",
            "kind"),
    RTP_DROPPED_PACKETS(
            "dragonfork_webrtc_rtp_dropped_packets_total",
            COUNTER,
            "RTP packets that were to go to a viewer and did not: queue_full, the socket took no more; send_error,"
                    + " they could not be protected or sent; ring_overrun, they were gone before the thread of their"
                    + " viewer came to them.",
            Buckets.NONE,
            "Is this machine too slow to send?",
            "stream_id",
            "reason"),
    RTCP_FEEDBACK_RECEIVED(
            "dragonfork_webrtc_rtcp_feedback_received_total",
            COUNTER,
            "RTCP feedback messages of viewers: nack, packets missed; pli and fir, a key frame wanted.",
            Buckets.NONE,
            "Do viewers ask for repair?",
            "stream_id",
            "type"),
    REMOTE_LOST_PACKETS(
            "dragonfork_webrtc_remote_lost_packets_total",
            COUNTER,
            "Packets that viewers reported as lost.",
            Buckets.NONE,
            "Which share of what was sent is lost on the way?",
            "stream_id",
            "kind"),
    REMOTE_LOSS_RATIO(
            "dragonfork_webrtc_remote_loss_ratio",
            HISTOGRAM,
            "Share of packets lost since the report before, one observation for each report of a viewer.",
            Buckets.LOSS,
            "How is the loss spread over the viewers?",
            "kind"),
    REMOTE_JITTER(
            "dragonfork_webrtc_remote_jitter_seconds",
            HISTOGRAM,
            "Interarrival jitter as viewers report it.",
            Buckets.NETWORK,
            "How uneven do packets arrive?",
            "kind"),
    ROUND_TRIP_TIME(
            "dragonfork_webrtc_round_trip_time_seconds",
            HISTOGRAM,
            "Round trip to a viewer, by its reports.",
            Buckets.NETWORK,
            "How far away are the viewers?"),
    STREAM_LAST_PACKET(
            "dragonfork_webrtc_stream_last_packet_timestamp_seconds",
            GAUGE,
            "When the last RTP packet came from FFmpeg, in seconds since 1970; absent before the first.",
            Buckets.NONE,
            "Has a leg fallen silent without anybody noticing?",
            "stream_id",
            "kind"),
    STREAM_LAST_KEYFRAME(
            "dragonfork_webrtc_stream_last_keyframe_timestamp_seconds",
            GAUGE,
            "When the last key frame began to come from FFmpeg, in seconds since 1970; absent before the first.",
            Buckets.NONE,
            "Why do new viewers wait for a picture?",
            "stream_id"),
    DATAGRAM_SINK_INFO(
            "dragonfork_webrtc_datagram_sink_info",
            GAUGE,
            "Always 1; how packets leave now: gso, segmented by the kernel or the card; mmsg, many in one call; nio,"
                    + " one call for each.",
            Buckets.NONE,
            "Does this machine send the cheap way?",
            "sink"),
    SRTP_PROVIDER_INFO(
            "dragonfork_webrtc_srtp_provider_info",
            GAUGE,
            "Always 1; whose AES protects packets.",
            Buckets.NONE,
            "Does this machine encrypt the cheap way?",
            "provider"),
    SEND_DATAGRAMS(
            "dragonfork_webrtc_send_datagrams_total",
            COUNTER,
            "Datagrams that the system took, to all viewers and of all kinds.",
            Buckets.NONE,
            "How much is sent?"),
    SEND_CALLS(
            "dragonfork_webrtc_send_calls_total",
            COUNTER,
            "Calls of the system that sent them.",
            Buckets.NONE,
            "How many datagrams leave with one call?"),
    SEND_RETRIES(
            "dragonfork_webrtc_send_retries_total",
            COUNTER,
            "Calls that were made again because the send buffer was full.",
            Buckets.NONE,
            "Is the send buffer too small?"),
    SEND_DROPPED(
            "dragonfork_webrtc_send_dropped_datagrams_total",
            COUNTER,
            "Datagrams that did not leave: buffer_full, the send buffer stayed full; no_buffers, the system had no"
                    + " memory or the queue of the device was full; too_large, for their way; unreachable, no way to the"
                    + " viewer or any other error.",
            Buckets.NONE,
            "What keeps packets from leaving?",
            "reason"),
    SEND_SEGMENTATION_REFUSED(
            "dragonfork_webrtc_send_segmentation_refused_total",
            COUNTER,
            "Runs of datagrams that the system did not want to segment, and that left one by one.",
            Buckets.NONE,
            "Why does this machine no longer send the cheap way?"),
    MEDIA_LOOP_LONGEST_TURN(
            "dragonfork_webrtc_media_loop_longest_turn_seconds",
            GAUGE,
            "The longest turn of a media thread in the last 30 to 60 s, without waiting.",
            Buckets.NONE,
            "How long may a packet have waited for other work?",
            "thread"),
    MEDIA_LOOP_SLOW_TURNS(
            "dragonfork_webrtc_media_loop_slow_turns_total",
            COUNTER,
            "Turns of a media thread that took 15 ms or more.",
            Buckets.NONE,
            "Are there too many viewers for one thread, or is the machine too slow?",
            "thread"),
    PACKET_FORWARD_DURATION(
            "dragonfork_webrtc_packet_forward_duration_seconds",
            HISTOGRAM,
            "Time from a packet taken from FFmpeg to the packet sent to the last of its viewers, of one in 1024; only"
                    + " with metrics.enable_packet_forward.",
            Buckets.FORWARD,
            "How long does a packet stay in this server?"),
    DRAINING(
            "dragonfork_webrtc_draining",
            GAUGE,
            "1 while the server refuses new viewers because it stops, else 0.",
            Buckets.NONE,
            "Is this a planned stop?"),
    BUILD_INFO(
            "dragonfork_build_info",
            GAUGE,
            "Always 1; which build of the server runs on which Java.",
            Buckets.NONE,
            "Which build is this?",
            "version",
            "revision",
            "java_version");

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

    /** Whether it is there without being asked for. */
    boolean isStandard() {
        return this != PACKET_FORWARD_DURATION;
    }

    Buckets buckets() {
        return buckets;
    }
}
