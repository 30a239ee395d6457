package org.dragonfork.observability;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An hour and ten minutes of made-up traffic in exactly the series that the product has, as OpenMetrics text with times, for
 * promtool to make blocks of. The same at every run.
 */
final class BackfilledHour {
    /** 2026-11-20, 10:00 UTC: within one block of two hours. */
    static final long FROM = 1_795_168_800L;

    static final int SECONDS = 4200;
    static final long TO = FROM + SECONDS;
    static final int STEP = 30;

    /** When picture of {@code door} breaks. */
    static final int FAILS_AT = 3000;

    private static final String TARGET = ",job=\"dragonfork-core\",instance=\"host.docker.internal:8080\"}";
    private static final Pattern LE = Pattern.compile("le=\"([^\"]+)\"");

    /** Counters that move, a second: what the series holds, the first that fits. */
    private static final Map<String, Double> RATES = new LinkedHashMap<>();

    /** What each observation of a histogram is, and how many there are a second. */
    private record Observed(double value, double perSecond) {}

    private static final Map<String, Observed> OBSERVED = new LinkedHashMap<>();

    static {
        RATES.put("whep_requests_total.*code=\"201\"", 0.1);
        RATES.put("whep_requests_total.*code=\"204\".*unsubscribe", 0.1);
        RATES.put("whep_requests_total.*code=\"204\".*trickle", 0.2);
        RATES.put("whep_requests_total.*code=\"404\".*_unknown", 0.05);
        RATES.put("whep_requests_total.*code=\"406\"", 0.01);
        RATES.put("whep_requests_total.*code=\"500\"", 0.001);
        RATES.put("whep_requests_total.*code=\"503\"", 0.02);
        RATES.put("ice_failures_total.*timeout", 0.002);
        RATES.put("codec_mismatches_total.*video", 0.01);
        RATES.put("cap_rejections_total.*scope=\"stream\"", 0.02);
        RATES.put("sessions_started_total", 0.1);
        RATES.put("sessions_ended_total.*client_delete", 0.1);
        RATES.put("_packets_total.*(received|sent).*video|(received|sent)_packets_total", 100.0);
        RATES.put("(received|sent)_bytes_total.*video", 125_000.0);
        RATES.put("(received|sent)_bytes_total.*audio", 8_000.0);
        RATES.put("remote_lost_packets_total", 1.0);
        RATES.put("rtp_dropped_packets_total.*queue_full", 0.1);
        RATES.put("rtcp_feedback_received_total.*(nack|pli)", 0.5);
        RATES.put("send_datagrams_total", 400.0);
        RATES.put("send_calls_total", 50.0);
        RATES.put("process_cpu_seconds_total", 0.25);
        RATES.put("jvm_gc_collection_seconds_sum", 0.001);
        RATES.put("jvm_gc_collection_seconds_count", 0.1);
        RATES.put("net_(rx|tx)_bytes", 250_000.0);
        RATES.put("uptime_seconds", 1.0);

        OBSERVED.put("whep_request_duration_seconds", new Observed(0.002, 0.4));
        OBSERVED.put("ice_establishment_duration_seconds.*connected", new Observed(0.3, 0.098));
        OBSERVED.put("ice_establishment_duration_seconds.*failed", new Observed(9, 0.002));
        OBSERVED.put("session_duration_seconds", new Observed(200, 0.2));
        OBSERVED.put("setup_phase_duration_seconds", new Observed(0.004, 0.2));
        OBSERVED.put("time_to_first_frame_seconds", new Observed(0.8, 0.1));
        OBSERVED.put("remote_loss_ratio", new Observed(0.008, 4));
        OBSERVED.put("remote_jitter_seconds", new Observed(0.004, 4));
        OBSERVED.put("packet_forward_duration_seconds", new Observed(0.00008, 1));
        OBSERVED.put("round_trip_time_seconds", new Observed(0.02, 4));
    }

    private BackfilledHour() {}

    /** All samples. */
    static String openMetrics(CountedServer server) {
        Map<String, String> types = new LinkedHashMap<>();
        server.families()
                .forEach((family, type) ->
                        CountedServer.seriesOf(family, type).forEach(series -> types.put(series, type)));
        var text = new StringBuilder();
        server.samples().forEach((series, value) -> {
            String name = series.substring(0, series.indexOf('{'));
            String full = series.substring(0, series.length() - 1) + TARGET;
            for (int second = 0; second <= SECONDS; second += STEP) {
                write(text, full, at(series, name, types.getOrDefault(name, "gauge"), value, second), second);
            }
        });
        others().forEach((series, value) -> {
            for (int second = 0; second <= SECONDS; second += STEP) {
                write(text, series, value, second);
            }
        });
        return text.append("# EOF\n").toString();
    }

    /** What a scrape adds, and what the rules make of it. */
    private static Map<String, Double> others() {
        String core = "{core=\"" + CountedServer.CORE + "\"";
        return Map.of(
                "up" + core + TARGET,
                1.0,
                "scrape_duration_seconds" + core + TARGET,
                0.02,
                "scrape_samples_scraped" + core + TARGET,
                900.0,
                "core:dragonfork_webrtc_whep_bad:ratio_rate5m" + core + "}",
                0.01,
                "core:dragonfork_webrtc_whep_bad:ratio_rate1h" + core + "}",
                0.01,
                "core:dragonfork_webrtc_active_peers:sum" + core + "}",
                4.0,
                "core:dragonfork_webrtc_udp_ports:utilisation" + core + "}",
                0.02,
                "dragonfork_webrtc:health:level{}",
                1.0,
                "ALERTS{alertname=\"WebRTCCapRejections\",alertstate=\"firing\",severity=\"warning\",scope=\"stream\",core=\""
                        + CountedServer.CORE + "\"}",
                1.0);
    }

    private static double at(String series, String name, String type, double value, int second) {
        if (type.equals("histogram")) {
            return observed(series, name, second);
        }
        if (name.endsWith("_timestamp_seconds")) {
            return FROM + second - (name.contains("keyframe") ? 1.5 : 0.25);
        }
        if (name.equals("dragonfork_webrtc_ffmpeg_leg_failures_total")) {
            return series.contains("door") && series.contains("leg=\"video\"") && second >= FAILS_AT ? 1 : 0;
        }
        for (Map.Entry<String, Double> rate : RATES.entrySet()) {
            if (Pattern.compile(rate.getKey()).matcher(series).find()) {
                return 1000 + rate.getValue() * second;
            }
        }
        return type.equals("counter") ? 0 : value;
    }

    private static double observed(String series, String name, int second) {
        for (Map.Entry<String, Observed> entry : OBSERVED.entrySet()) {
            if (Pattern.compile(entry.getKey()).matcher(series).find()) {
                Observed observed = entry.getValue();
                double count = observed.perSecond() * second;
                if (name.endsWith("_sum")) {
                    return count * observed.value();
                }
                Matcher le = LE.matcher(series);
                boolean inside =
                        !le.find() || le.group(1).equals("+Inf") || Double.parseDouble(le.group(1)) >= observed.value();
                return inside ? count : 0;
            }
        }
        throw new AssertionError("nothing is said about the histogram " + series);
    }

    private static void write(StringBuilder text, String series, double value, int second) {
        text.append(series)
                .append(' ')
                .append(String.format(Locale.ROOT, "%.6f", value))
                .append(' ')
                .append(FROM + second)
                .append('\n');
    }
}
