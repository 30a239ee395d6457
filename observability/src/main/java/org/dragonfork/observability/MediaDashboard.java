package org.dragonfork.observability;

/** What viewers get: the drill-down by stream. */
final class MediaDashboard {
    static final String UID = "dragonfork-webrtc-media";

    private MediaDashboard() {}

    static Dashboard make() {
        var dashboard = new Dashboard(UID, "WebRTC Media", "What do viewers get, and what is lost on the way?")
                .choosesServer()
                .choosesStream();
        firstPicture(dashboard);
        network(dashboard);
        traffic(dashboard);
        sessions(dashboard);
        return dashboard.marksAlerts();
    }

    private static void firstPicture(Dashboard dashboard) {
        dashboard
                .row("First picture")
                .panel(
                        8,
                        8,
                        Panel.lines(
                                        "Time to the first picture",
                                        "From the answer to the first packet of a key frame sent: p50 and p95 of each stream.")
                                .query(
                                        quantile(0.5, "stream_id", "time_to_first_frame_seconds_bucket{%stream}"),
                                        "{{stream_id}} p50")
                                .query(
                                        quantile(0.95, "stream_id", "time_to_first_frame_seconds_bucket{%stream}"),
                                        "{{stream_id}} p95")
                                .unit("s")
                                .thresholdLines(Thresholds.from("transparent").then(2, "orange")))
                .panel(
                        8,
                        8,
                        Panel.lines(
                                        "Set-up phases p95",
                                        "sdp: the offer. ice: the network. dtls: the handshake. first_packet: the source. Slowest twentieth of each.")
                                .query(
                                        quantile(0.95, "phase", "setup_phase_duration_seconds_bucket{%core}"),
                                        "{{phase}}")
                                .unit("s"))
                .panel(
                        8,
                        8,
                        Panel.lines(
                                        "Viewers by state",
                                        "new: no valid check yet; checking: no keys yet; connected: media flows.")
                                .query("sum by (state) (dragonfork_webrtc_peers{%core})", "{{state}}")
                                .unit("none")
                                .stacked());
    }

    private static void network(Dashboard dashboard) {
        dashboard
                .row("Network of the viewers")
                .panel(
                        8,
                        8,
                        Panel.lines(
                                        "Loss of viewers",
                                        "Share of what was sent that viewers report as lost, stream by stream.")
                                .query("""
                                        sum by (stream_id) (rate(dragonfork_webrtc_remote_lost_packets_total{%stream}[$__rate_interval]))
                                          / (sum by (stream_id) (rate(dragonfork_webrtc_rtp_sent_packets_total{%stream}[$__rate_interval])) > 0)""", "{{stream_id}}")
                                .unit("percentunit")
                                .thresholdLines(Thresholds.from("transparent").then(0.05, "red")))
                .panel(
                        8,
                        8,
                        Panel.lines(
                                        "Loss by report",
                                        "Loss as single reports have it, p50 and p95 of all viewers: few with much loss, or all with some.")
                                .query(quantile(0.5, "kind", "remote_loss_ratio_bucket{%core}"), "{{kind}} p50")
                                .query(quantile(0.95, "kind", "remote_loss_ratio_bucket{%core}"), "{{kind}} p95")
                                .unit("percentunit"))
                .panel(
                        8,
                        8,
                        Panel.lines(
                                        "Viewers with high loss",
                                        "Viewers that lost more than a tenth before their last report, and viewers that get nothing.")
                                .query("sum by (core) (dragonfork_webrtc_peers_high_loss{%core})", "{{core}} high loss")
                                .query("sum by (core) (dragonfork_webrtc_peers_stalled{%core})", "{{core}} stalled")
                                .unit("none"))
                .panel(
                        8,
                        8,
                        Panel.lines("Jitter p95", "How unevenly packets arrive at the viewers.")
                                .query(quantile(0.95, "kind", "remote_jitter_seconds_bucket{%core}"), "{{kind}}")
                                .unit("s"))
                .panel(
                        8,
                        8,
                        Panel.lines("Round trip", "To the viewers and back: p50 and p95.")
                                .query(quantile(0.5, "core", "round_trip_time_seconds_bucket{%core}"), "{{core}} p50")
                                .query(quantile(0.95, "core", "round_trip_time_seconds_bucket{%core}"), "{{core}} p95")
                                .unit("s"))
                .panel(
                        8,
                        8,
                        Panel.heatmap("Round trip of all reports", "How many reports fall into which bucket.")
                                .query(
                                        "sum by (le) (increase(dragonfork_webrtc_round_trip_time_seconds_bucket{%core}[$__rate_interval]))",
                                        "{{le}}")
                                .unit("s"))
                .panel(
                        8,
                        8,
                        Panel.lines(
                                        "Feedback of viewers",
                                        "nack: packets missed; pli and fir: a key frame wanted. Messages a second.")
                                .query(
                                        "sum by (type) (rate(dragonfork_webrtc_rtcp_feedback_received_total{%stream}[$__rate_interval]))",
                                        "{{type}}")
                                .unit("cps"));
    }

    private static void traffic(Dashboard dashboard) {
        dashboard
                .row("Media in and out")
                .panel(
                        8,
                        8,
                        Panel.lines("Bitrate in", "What FFmpeg hands over, by stream and kind.")
                                .query(
                                        "sum by (stream_id, kind) (rate(dragonfork_webrtc_rtp_received_bytes_total{%stream}[$__rate_interval])) * 8",
                                        "{{stream_id}} {{kind}}")
                                .unit("bps"))
                .panel(
                        8,
                        8,
                        Panel.lines("Bitrate out", "What goes to all viewers together, by stream and kind.")
                                .query(
                                        "sum by (stream_id, kind) (rate(dragonfork_webrtc_rtp_sent_bytes_total{%stream}[$__rate_interval])) * 8",
                                        "{{stream_id}} {{kind}}")
                                .unit("bps"))
                .panel(
                        8,
                        8,
                        Panel.lines("Packets in and out", "Packets a second from FFmpeg and to viewers.")
                                .query(
                                        "sum by (stream_id) (rate(dragonfork_webrtc_rtp_received_packets_total{%stream}[$__rate_interval]))",
                                        "{{stream_id}} in")
                                .query(
                                        "sum by (stream_id) (rate(dragonfork_webrtc_rtp_sent_packets_total{%stream}[$__rate_interval]))",
                                        "{{stream_id}} out")
                                .unit("pps"))
                .panel(
                        8,
                        8,
                        Panel.lines(
                                        "Lost between FFmpeg and server",
                                        "On loopback: the machine is too slow to take in what FFmpeg sends.")
                                .query(
                                        "sum by (stream_id, kind) (rate(dragonfork_webrtc_rtp_ingest_lost_packets_total{%stream}[$__rate_interval]))",
                                        "{{stream_id}} {{kind}}")
                                .unit("pps"))
                .panel(
                        8,
                        8,
                        Panel.lines(
                                        "Packets dropped by stream and reason",
                                        "queue_full: the socket took no more; send_error: they could not be protected.")
                                .query(
                                        "sum by (stream_id, reason) (rate(dragonfork_webrtc_rtp_dropped_packets_total{%stream}[$__rate_interval]))",
                                        "{{stream_id}} {{reason}}")
                                .unit("pps"))
                .panel(
                        8,
                        8,
                        Panel.lines(
                                        "Time in the server",
                                        "From a packet taken from FFmpeg to its last viewer, of one packet in 1024. Measured only with"
                                                + " metrics.enable_packet_forward.")
                                .query(
                                        quantile(0.5, "core", "packet_forward_duration_seconds_bucket{%core}"),
                                        "{{core}} p50")
                                .query(
                                        quantile(0.95, "core", "packet_forward_duration_seconds_bucket{%core}"),
                                        "{{core}} p95")
                                .unit("s")
                                .empty("not measured"));
    }

    private static void sessions(Dashboard dashboard) {
        dashboard
                .row("Sessions")
                .panel(
                        8,
                        8,
                        Panel.lines("Sessions begun", "Viewers that got an answer and a place, a second.")
                                .query(
                                        "sum by (stream_id) (rate(dragonfork_webrtc_sessions_started_total{%stream}[$__rate_interval]))",
                                        "{{stream_id}}")
                                .unit("cps"))
                .panel(
                        8,
                        8,
                        Panel.lines(
                                        "Sessions ended by reason",
                                        "client_delete and client_close are people who leave; the others are not.")
                                .query(
                                        "sum by (reason) (rate(dragonfork_webrtc_sessions_ended_total{%stream}[$__rate_interval]))",
                                        "{{reason}}")
                                .unit("cps")
                                .stacked())
                .panel(
                        8,
                        8,
                        Panel.lines(
                                        "Length of sessions",
                                        "Half of the viewers stayed shorter than p50. Falling: something drives them away.")
                                .query(quantile(0.5, "core", "session_duration_seconds_bucket{%core}"), "{{core}} p50")
                                .query(quantile(0.9, "core", "session_duration_seconds_bucket{%core}"), "{{core}} p90")
                                .unit("s"));
    }

    private static String quantile(double quantile, String by, String selector) {
        return "histogram_quantile(" + quantile + ", sum by (le, " + by + ") (rate(dragonfork_webrtc_" + selector
                + "[$__rate_interval])))";
    }
}
