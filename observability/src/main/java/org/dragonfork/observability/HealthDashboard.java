package org.dragonfork.observability;

/** Is WebRTC healthy right now? The verdict first, then the five rows of the design, each with what was added behind it. */
final class HealthDashboard {
    static final String UID = "dragonfork-webrtc-health";

    private static final String LEG_FAILURES = "FFmpeg leg failure timeline";

    private HealthDashboard() {}

    static Dashboard make() {
        var dashboard = new Dashboard(UID, "WebRTC Health", "Is the WebRTC stack healthy right now?")
                .choosesServer()
                .choosesStream();
        strip(dashboard);
        whep(dashboard);
        ice(dashboard);
        flowing(dashboard);
        capacity(dashboard);
        degradation(dashboard);
        return dashboard
                .marksAlerts()
                .marks(
                        "Leg failures",
                        "increase(dragonfork_webrtc_ffmpeg_leg_failures_total{%stream}[$__rate_interval]) > 0",
                        "{{leg}} of {{stream_id}} failed",
                        "{{core}}",
                        LEG_FAILURES);
    }

    private static void strip(Dashboard dashboard) {
        dashboard
                .panel(
                        3,
                        4,
                        Panel.stat(
                                        "Verdict",
                                        "From the alerts that fire on any server: critical, else degraded, else healthy.")
                                .query("dragonfork_webrtc:health:level", "")
                                .word(0, "Healthy", "green")
                                .word(1, "Degraded", "orange")
                                .word(2, "Critical", "red")
                                .unit("none")
                                .thresholds(Thresholds.rising(1, 2))
                                .empty("No server")
                                .background())
                .panel(
                        2,
                        4,
                        Panel.stat("Firing alerts", "Alerts that fire now on any server, of any severity.")
                                .query("count(ALERTS{alertname=~\"WebRTC.*\",alertstate=\"firing\"}) or vector(0)", "")
                                .unit("none")
                                .thresholds(Thresholds.from("green").then(1, "orange")))
                .panel(
                        3,
                        4,
                        Panel.stat("Core", "Which version runs, or that a server cannot be scraped.")
                                .query(
                                        "max by (core, version) (dragonfork_build_info{%core})"
                                                + " or on (core) (max by (core) (up{%core}) == 0)",
                                        "{{core}} {{version}}")
                                .word(0, "Down", "red")
                                .word(1, "Up", "green")
                                .unit("none")
                                .thresholds(Thresholds.from("red").then(1, "green"))
                                .empty("No server"))
                .panel(
                        2,
                        4,
                        Panel.stat("Streams", "Streams registered now.")
                                .query("sum(dragonfork_webrtc_active_streams{%core})", "")
                                .unit("none"))
                .panel(
                        3,
                        4,
                        Panel.stat("Viewers", "Viewers that hold a place now, and how many are let in.")
                                .query("sum(dragonfork_webrtc_active_peers{%stream}) or vector(0)", "viewers")
                                .query("sum(dragonfork_webrtc_peers_limit{%core,scope=\"global\"})", "limit")
                                .unit("none"))
                .panel(
                        2,
                        4,
                        success(
                                "WHEP success",
                                "Share of the offers of the last 5 minutes that were not answered with a server error; refusals"
                                        + " by limits and mistakes of clients left out.",
                                """
                                1 - (sum(increase(dragonfork_webrtc_whep_requests_total{%stream,route="subscribe",code=~"5..",code!="503"}[5m])) or vector(0))
                                  / (sum(increase(dragonfork_webrtc_whep_requests_total{%stream,route="subscribe",code=~"2..|5..",code!="503"}[5m])) > 0)"""))
                .panel(2, 4, success("ICE success", "Share of the viewers of the last 5 minutes that connected.", """
                                sum(increase(dragonfork_webrtc_ice_establishment_duration_seconds_count{%stream,result="connected"}[5m]))
                                  / (sum(increase(dragonfork_webrtc_ice_establishment_duration_seconds_count{%stream}[5m])) > 0)"""))
                .panel(
                        2,
                        4,
                        Panel.stat(
                                        "Connect p95",
                                        "Time to connect of the slowest twentieth, last 5 minutes, failures left out.")
                                .query("""
                                        histogram_quantile(0.95, sum by (le) (increase(dragonfork_webrtc_ice_establishment_duration_seconds_bucket{%stream,result="connected"}[5m]))) >= 0""", "")
                                .unit("s")
                                .thresholds(Thresholds.rising(1, 3)))
                .panel(
                        2,
                        4,
                        Panel.stat("Stalled viewers", "Viewers that are connected and were sent nothing for 5 s.")
                                .query("sum(dragonfork_webrtc_peers_stalled{%core})", "")
                                .unit("none")
                                .thresholds(Thresholds.from("green").then(1, "red")))
                .panel(
                        3,
                        4,
                        Panel.stat(
                                        "UDP ports left",
                                        "Free ports between FFmpeg and the server, where they are fewest; a stream takes two.")
                                .query("min(dragonfork_webrtc_udp_ports_available{%core})", "")
                                .unit("none")
                                .thresholds(Thresholds.falling(1, 10)));
    }

    private static Panel success(String title, String description, String expression) {
        return Panel.stat(title, description)
                .query(expression, "")
                .unit("percentunit")
                .decimals(1)
                .thresholds(Thresholds.falling(0.9, 0.99))
                .empty("nobody");
    }

    private static void whep(Dashboard dashboard) {
        dashboard
                .row("WHEP API health")
                .panel(
                        4,
                        8,
                        Panel.stat(
                                        "Request rate by route",
                                        "WHEP requests a second: subscribe (POST), trickle (PATCH), unsubscribe (DELETE).")
                                .query(
                                        "sum by (route) (rate(dragonfork_webrtc_whep_requests_total{%stream}[$__rate_interval]))",
                                        "{{route}}")
                                .unit("reqps"))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "Error rate stacked by code",
                                        "Requests a second that were answered with 4xx or 5xx. 404 are those for streams that do not exist.")
                                .query("""
                                        sum by (code) (rate(dragonfork_webrtc_whep_requests_total{%stream,code=~"4..|5.."}[$__rate_interval])) > 0""", "{{code}}")
                                .unit("reqps")
                                .stacked()
                                .empty("no errors"))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "p95 request duration by route",
                                        "Time of the slowest twentieth. The smallest bucket is 50 ms, so a fast server shows 47.5 ms; the next panel but one is finer.")
                                .query("""
                                        histogram_quantile(0.95, sum by (le, route) (rate(dragonfork_webrtc_whep_request_duration_seconds_bucket{%stream}[$__rate_interval])))""", "{{route}}")
                                .unit("s"))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "Error ratio",
                                        "Share of offers answered with a server error, and the line of the goal, 1 %.")
                                .query(
                                        "core:dragonfork_webrtc_whep_bad:ratio_rate5m{core=~\"$core\"}",
                                        "{{core}} 5 min")
                                .query("core:dragonfork_webrtc_whep_bad:ratio_rate1h{core=~\"$core\"}", "{{core}} 1 h")
                                .unit("percentunit")
                                .thresholdLines(Thresholds.from("transparent").then(0.01, "red"))
                                .empty("nobody"))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "Offer answered p95",
                                        "Time to answer an offer that was accepted, slowest twentieth, with buckets from half a millisecond on.")
                                .query("""
                                        histogram_quantile(0.95, sum by (le, core) (rate(dragonfork_webrtc_setup_phase_duration_seconds_bucket{%core,phase="sdp"}[$__rate_interval])))""", "{{core}}")
                                .unit("s"));
    }

    private static void ice(Dashboard dashboard) {
        dashboard
                .row("ICE establishment")
                .panel(
                        4,
                        8,
                        Panel.gauge(
                                        "Success/failure rate",
                                        "Share of the viewers of the whole time shown that connected, and that did not.")
                                .query(share("connected"), "success")
                                .query(share("failed"), "failure")
                                .unit("percentunit")
                                .decimals(1)
                                .range(0, 1)
                                .thresholds(Thresholds.falling(0.9, 0.99))
                                .thresholdsOf("failure", Thresholds.rising(0.01, 0.1))
                                .empty("nobody"))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "p50/p95 establishment duration",
                                        "Time from the answer to connected; failures left out. The line is the limit of the alert, 3 s.")
                                .query(connected(0.5), "p50")
                                .query(connected(0.95), "p95")
                                .unit("s")
                                .thresholdLines(Thresholds.from("transparent").then(3, "red"))
                                .empty("nobody"))
                .panel(
                        5,
                        8,
                        Panel.table(
                                        "Failure breakdown by reason",
                                        "Viewers that did not connect (timeout, failed) or were lost (disconnected) in the time shown.")
                                .query(
                                        "sum by (stream_id, reason) (increase(dragonfork_webrtc_ice_failures_total{%stream}[$__range])) > 0",
                                        "")
                                .columns("stream_id", "Stream", "reason", "Reason", "Value", "Viewers")
                                .unit("none")
                                .decimals(0)
                                .empty("no failures"))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "p95 connected and failed",
                                        "A failure lasts as long as the time-out; it must not be mixed with those that connected.")
                                .query("""
                                        histogram_quantile(0.95, sum by (le, result) (rate(dragonfork_webrtc_ice_establishment_duration_seconds_bucket{%stream}[$__rate_interval])))""", "{{result}}")
                                .unit("s"))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "Answered but not connected",
                                        "Offers answered with 201 less viewers that connected, a second. Above zero for long: they get an answer and no picture.")
                                .query("""
                                        sum by (stream_id) (rate(dragonfork_webrtc_whep_requests_total{%stream,route="subscribe",code="201"}[$__rate_interval]))
                                          - sum by (stream_id) (rate(dragonfork_webrtc_ice_establishment_duration_seconds_count{%stream,result="connected"}[$__rate_interval]))""", "{{stream_id}}")
                                .unit("cps"));
    }

    private static String share(String result) {
        return """
                sum(increase(dragonfork_webrtc_ice_establishment_duration_seconds_count{%stream,result="RESULT"}[$__range]))
                  / (sum(increase(dragonfork_webrtc_ice_establishment_duration_seconds_count{%stream}[$__range])) > 0)""".replace("RESULT", result);
    }

    private static String connected(double quantile) {
        return "histogram_quantile(" + quantile + """
                , sum by (le) (rate(dragonfork_webrtc_ice_establishment_duration_seconds_bucket{%stream,result="connected"}[$__rate_interval])))""";
    }

    private static void flowing(Dashboard dashboard) {
        dashboard
                .row("What's flowing")
                .panel(
                        4,
                        8,
                        Panel.stat("active_streams", "Streams registered now, server by server.")
                                .query("sum by (core) (dragonfork_webrtc_active_streams{%core})", "{{core}}")
                                .unit("none"))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "active_peers per stream",
                                        "Viewers that hold a place, those still connecting included.")
                                .query("sum by (stream_id) (dragonfork_webrtc_active_peers{%stream})", "{{stream_id}}")
                                .unit("none")
                                .empty("no streams"))
                .panel(
                        5,
                        8,
                        Panel.table("Top 5 streams by peer count", "Where the viewers are now.")
                                .query(
                                        "topk(5, sum by (core, stream_id) (dragonfork_webrtc_active_peers{%stream}))",
                                        "")
                                .columns("core", "Core", "stream_id", "Stream", "Value", "Viewers")
                                .unit("none")
                                .empty("no streams"))
                .panel(
                        5,
                        8,
                        Panel.lines("Bitrate out per stream", "What goes to all viewers of a stream together.")
                                .query(
                                        "sum by (stream_id) (rate(dragonfork_webrtc_rtp_sent_bytes_total{%stream}[$__rate_interval])) * 8",
                                        "{{stream_id}}")
                                .unit("bps"))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "Time since the last packet",
                                        "Since FFmpeg last sent something. A saw-tooth that climbs is a leg that has stopped.")
                                .query(
                                        "time() - max by (stream_id, kind) (dragonfork_webrtc_stream_last_packet_timestamp_seconds{%stream})",
                                        "{{stream_id}} {{kind}}")
                                .unit("s"));
    }

    private static void capacity(Dashboard dashboard) {
        dashboard
                .row("Capacity headroom")
                .panel(
                        4,
                        8,
                        Panel.gauge(
                                        "udp_ports_available",
                                        "Free ports between FFmpeg and the server, of 200 when nothing is configured; red below 10. A stream takes two, a viewer none.")
                                .query("min by (core) (dragonfork_webrtc_udp_ports_available{%core})", "{{core}}")
                                .unit("none")
                                .range(0, 200)
                                .thresholds(Thresholds.from("red")
                                        .then(10, "orange")
                                        .then(20, "green")))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "Cap rejection rate by scope",
                                        "Offers a second refused with 503: global is the limit of all viewers, stream that of one stream.")
                                .query(
                                        "sum by (scope) (rate(dragonfork_webrtc_cap_rejections_total{%stream}[$__rate_interval]))",
                                        "{{scope}}")
                                .unit("reqps"))
                .panel(
                        5,
                        8,
                        Panel.lines("Viewers and limit", "Viewers of all streams, and how many the server lets in.")
                                .query("core:dragonfork_webrtc_active_peers:sum{core=~\"$core\"}", "{{core}} viewers")
                                .query(
                                        "max by (core) (dragonfork_webrtc_peers_limit{%core,scope=\"global\"})",
                                        "{{core}} limit")
                                .unit("none"))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "UDP ports in an hour",
                                        "Where udp_ports_available will be in an hour if it goes on as in the last one.")
                                .query(
                                        "min by (core) (predict_linear(dragonfork_webrtc_udp_ports_available{%core}[1h], 3600))",
                                        "{{core}}")
                                .unit("none")
                                .thresholdLines(Thresholds.from("red").then(10, "transparent")))
                .panel(
                        5,
                        8,
                        Panel.lines("UDP ports in use", "Share of the pool that is taken.")
                                .query("core:dragonfork_webrtc_udp_ports:utilisation{core=~\"$core\"}", "{{core}}")
                                .unit("percentunit")
                                .range(0, 1));
    }

    private static void degradation(Dashboard dashboard) {
        dashboard
                .row("Silent degradation")
                .panel(
                        6,
                        8,
                        Panel.lines(
                                        LEG_FAILURES,
                                        "Picture or sound of a stream that broke, each once; the marks stay when the bar is too thin to see.")
                                .query(
                                        "sum by (stream_id, leg) (increase(dragonfork_webrtc_ffmpeg_leg_failures_total{%stream}[$__rate_interval]))",
                                        "{{stream_id}} {{leg}}")
                                .unit("none")
                                .bars())
                .panel(
                        3,
                        8,
                        Panel.stat(
                                        "Codec mismatch counter",
                                        "Offers in the time shown that had no codec in common with the stream.")
                                .query(
                                        "sum by (kind) (increase(dragonfork_webrtc_codec_mismatches_total{%stream}[$__range]))",
                                        "{{kind}}")
                                .unit("none")
                                .decimals(0)
                                .thresholds(Thresholds.from("green").then(1, "orange")))
                .panel(
                        5,
                        8,
                        Panel.timeline(
                                        "Seconds since the last packet",
                                        "Green: media comes. Orange: late. Red: the leg is silent.")
                                .query(
                                        "time() - max by (stream_id, kind) (dragonfork_webrtc_stream_last_packet_timestamp_seconds{%stream})",
                                        "{{stream_id}} {{kind}}")
                                .unit("s")
                                .thresholds(Thresholds.rising(5, 10)))
                .panel(
                        5,
                        8,
                        Panel.timeline(
                                        "Seconds since the last key frame",
                                        "New viewers wait for the next one. More than a few seconds: set the interval of key frames at the source.")
                                .query(
                                        "time() - max by (stream_id) (dragonfork_webrtc_stream_last_keyframe_timestamp_seconds{%stream})",
                                        "{{stream_id}}")
                                .unit("s")
                                .thresholds(Thresholds.rising(5, 15)))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "Packets dropped by reason",
                                        "Packets a second that should have gone to a viewer and did not leave this machine.")
                                .query(
                                        "sum by (reason) (rate(dragonfork_webrtc_rtp_dropped_packets_total{%stream}[$__rate_interval]))",
                                        "{{reason}}")
                                .unit("pps"));
    }
}
