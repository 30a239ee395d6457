package org.dragonfork.observability;

/** The machine under it: is it the server, its JVM, its FFmpegs or its host? */
final class CoreDashboard {
    static final String UID = "dragonfork-core";

    private CoreDashboard() {}

    static Dashboard make() {
        var dashboard = new Dashboard(UID, "Dragonfork core", "The server, its JVM, its FFmpegs and its machine.")
                .choosesServer();
        server(dashboard);
        sending(dashboard);
        jvm(dashboard);
        ffmpeg(dashboard);
        machine(dashboard);
        return dashboard.marks(
                "Restarts",
                "resets(uptime_seconds{%core}[$__rate_interval]) > 0",
                "{{core}} restarted",
                "{{instance}}");
    }

    private static void server(Dashboard dashboard) {
        dashboard
                .row("Server")
                .panel(
                        4,
                        6,
                        Panel.stat("Core up", "Whether Prometheus can read the numbers of a server.")
                                .query("max by (core, instance) (up{%core})", "{{core}} {{instance}}")
                                .word(0, "Down", "red")
                                .word(1, "Up", "green")
                                .unit("none")
                                .thresholds(Thresholds.from("red").then(1, "green"))
                                .empty("No server")
                                .background())
                .panel(
                        4,
                        6,
                        Panel.stat("Up since", "How long the server has been running.")
                                .query("max by (core) (uptime_seconds{%core})", "{{core}}")
                                .unit("dtdurations"))
                .panel(
                        6,
                        6,
                        Panel.table("Builds", "Which build runs on which Java.")
                                .query(
                                        "max by (core, version, revision, java_version) (dragonfork_build_info{%core})",
                                        "")
                                .columns(
                                        "core",
                                        "Core",
                                        "version",
                                        "Version",
                                        "revision",
                                        "Commit",
                                        "java_version",
                                        "Java")
                                .unit("none"))
                .panel(
                        4,
                        6,
                        Panel.stat("Draining", "1 while a server refuses new viewers because it is being stopped.")
                                .query("max by (core) (dragonfork_webrtc_draining{%core})", "{{core}}")
                                .word(0, "no", "green")
                                .word(1, "stopping", "orange")
                                .unit("none"))
                .panel(
                        6,
                        6,
                        Panel.stat(
                                        "Streams without a label of their own",
                                        "Streams registered in the time shown that are folded into _overflow.")
                                .query(
                                        "sum by (core) (increase(dragonfork_webrtc_stream_label_overflow_total{%core}[$__range]))",
                                        "{{core}}")
                                .unit("none")
                                .decimals(0)
                                .thresholds(Thresholds.from("green").then(1, "orange")))
                .panel(
                        8,
                        8,
                        Panel.lines("Duration of a scrape", "Prometheus gives up after 10 s.")
                                .query("max by (core) (scrape_duration_seconds{%core})", "{{core}}")
                                .unit("s"))
                .panel(
                        8,
                        8,
                        Panel.lines("Series of a scrape", "Grows with the streams, never with the viewers.")
                                .query("max by (core) (scrape_samples_scraped{%core})", "{{core}}")
                                .unit("none"))
                .panel(
                        8,
                        8,
                        Panel.lines("Open files", "Sockets and files of the server, and how many it may open.")
                                .query("max by (core) (process_open_fds{%core})", "{{core}} open")
                                .query("max by (core) (process_max_fds{%core})", "{{core}} limit")
                                .unit("none"));
    }

    private static void sending(Dashboard dashboard) {
        dashboard
                .row("Sending")
                .panel(
                        4,
                        8,
                        Panel.stat(
                                        "How packets leave",
                                        "gso: segmented by the kernel or the card; mmsg: many in one call; nio: one call for each.")
                                .query("max by (core, sink) (dragonfork_webrtc_datagram_sink_info{%core})", "{{sink}}")
                                .query(
                                        "max by (core, provider) (dragonfork_webrtc_srtp_provider_info{%core})",
                                        "{{provider}}")
                                .word(1, "in use", "green")
                                .unit("none"))
                .panel(
                        4,
                        8,
                        Panel.lines("Datagrams of a call", "The more leave with one call of the system, the cheaper.")
                                .query(
                                        "sum by (core) (rate(dragonfork_webrtc_send_datagrams_total{%core}[$__rate_interval]))"
                                                + " / (sum by (core) (rate(dragonfork_webrtc_send_calls_total{%core}[$__rate_interval])) > 0)",
                                        "{{core}}")
                                .unit("none"))
                .panel(
                        6,
                        8,
                        Panel.lines(
                                        "Datagrams that did not leave",
                                        "buffer_full, no_buffers: this machine is at its limit; unreachable: viewers that are gone.")
                                .query(
                                        "sum by (reason) (rate(dragonfork_webrtc_send_dropped_datagrams_total{%core}[$__rate_interval]))",
                                        "{{reason}}")
                                .unit("pps"))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "Sent again or one by one",
                                        "Calls repeated as the buffer was full, and runs that could not be segmented.")
                                .query(
                                        "sum by (core) (rate(dragonfork_webrtc_send_retries_total{%core}[$__rate_interval]))",
                                        "{{core}} repeated")
                                .query(
                                        "sum by (core) (rate(dragonfork_webrtc_send_segmentation_refused_total{%core}[$__rate_interval]))",
                                        "{{core}} one by one")
                                .unit("cps"))
                .panel(
                        5,
                        8,
                        Panel.lines(
                                        "Longest turn of a media thread",
                                        "How long a packet may have waited for other work, and slow turns (15 ms or more) a second.")
                                .query(
                                        "max by (core) (dragonfork_webrtc_media_loop_longest_turn_seconds{%core})",
                                        "{{core}} longest (s)")
                                .query(
                                        "sum by (core) (rate(dragonfork_webrtc_media_loop_slow_turns_total{%core}[$__rate_interval]))",
                                        "{{core}} slow turns a second")
                                .unit("none"));
    }

    private static void jvm(Dashboard dashboard) {
        dashboard
                .row("JVM")
                .panel(
                        6,
                        8,
                        Panel.lines(
                                        "CPU of the server",
                                        "Processors' worth of time that the server takes, FFmpeg not included.")
                                .query(
                                        "sum by (core) (rate(process_cpu_seconds_total{%core}[$__rate_interval]))",
                                        "{{core}}")
                                .unit("none"))
                .panel(
                        6,
                        8,
                        Panel.lines(
                                        "Memory of the server",
                                        "Heap in use and its limit, memory besides, and what the system counts.")
                                .query("sum by (core, area) (jvm_memory_used_bytes{%core})", "{{core}} {{area}}")
                                .query(
                                        "sum by (core) (jvm_memory_max_bytes{%core,area=\"heap\"})",
                                        "{{core}} heap limit")
                                .query("sum by (core) (process_resident_memory_bytes{%core})", "{{core}} resident")
                                .unit("bytes"))
                .panel(
                        6,
                        8,
                        Panel.lines("Pauses", "Share of the time in which the garbage collector holds everything up.")
                                .query(
                                        "sum by (core, gc) (rate(jvm_gc_collection_seconds_sum{%core}[$__rate_interval]))",
                                        "{{core}} {{gc}}")
                                .unit("percentunit"))
                .panel(
                        6,
                        8,
                        Panel.lines(
                                        "Threads",
                                        "Platform threads; those of requests and handshakes are virtual and not among them.")
                                .query("sum by (core) (jvm_threads_current{%core})", "{{core}}")
                                .query("sum by (core) (jvm_threads_deadlocked{%core})", "{{core}} deadlocked")
                                .unit("none"));
    }

    private static void ffmpeg(Dashboard dashboard) {
        dashboard
                .row("FFmpeg")
                .panel(
                        6,
                        8,
                        Panel.lines("Processes by state", "How many FFmpegs are in which state.")
                                .query("sum by (state) (ffmpeg_states{%core})", "{{state}}")
                                .unit("none")
                                .stacked())
                .panel(
                        6,
                        8,
                        Panel.lines(
                                        "Changes of state",
                                        "How often an FFmpeg came into a state. Many failed: one that is restarted again and again.")
                                .query(
                                        "sum by (state) (increase(ffmpeg_states_total{%core}[$__rate_interval]))",
                                        "{{state}}")
                                .unit("none"))
                .panel(
                        6,
                        8,
                        Panel.lines("Speed", "Media time per real time. Below 1 the machine is too slow to encode.")
                                .query("max by (process) (ffmpeg_process{%core,name=\"speed\"})", "{{process}}")
                                .unit("none"))
                .panel(
                        6,
                        8,
                        Panel.lines("CPU of FFmpeg", "Share of all processors together.")
                                .query("max by (process) (ffmpeg_process{%core,name=\"cpu\"})", "{{process}}")
                                .unit("percent"))
                .panel(
                        6,
                        8,
                        Panel.lines(
                                        "Pictures a second",
                                        "Mean of 30 s: as FFmpeg tells it, or as they came out of the legs where it tells none.")
                                .query("max by (process) (ffmpeg_process{%core,name=\"fps\"})", "{{process}}")
                                .unit("none"))
                .panel(
                        6,
                        8,
                        Panel.lines("Memory of FFmpeg", "Resident in memory.")
                                .query("max by (process) (ffmpeg_process{%core,name=\"memory\"})", "{{process}}")
                                .unit("bytes"));
    }

    private static void machine(Dashboard dashboard) {
        dashboard
                .row("Machine")
                .panel(
                        6,
                        8,
                        Panel.lines("CPU of the machine", "Of all processors together; what is missing to 100 is idle.")
                                .query("max by (core) (cpu_user_time_percent{%core})", "{{core}} programs")
                                .query("max by (core) (cpu_system_time_percent{%core})", "{{core}} kernel")
                                .query("max by (core) (cpu_other_time_percent{%core})", "{{core}} other")
                                .unit("percent")
                                .range(0, 100)
                                .stacked())
                .panel(
                        6,
                        8,
                        Panel.lines("Memory of the machine", "Available and total, or the limit of the container.")
                                .query("max by (core) (mem_free_bytes{%core})", "{{core}} available")
                                .query("max by (core) (mem_total_bytes{%core})", "{{core}} total")
                                .unit("bytes"))
                .panel(
                        6,
                        8,
                        Panel.lines("Network of the machine", "By interface; compare with the line.")
                                .query(
                                        "sum by (core, interface) (rate(net_tx_bytes{%core}[$__rate_interval])) * 8",
                                        "{{core}} {{interface}} out")
                                .query(
                                        "sum by (core, interface) (rate(net_rx_bytes{%core}[$__rate_interval])) * 8",
                                        "{{core}} {{interface}} in")
                                .unit("bps"))
                .panel(
                        6,
                        8,
                        Panel.lines("Disk", "Share of the disk that is taken.")
                                .query(
                                        "max by (core, path) (disk_usage_bytes{%core}) / max by (core, path) (disk_total_bytes{%core})",
                                        "{{core}} {{path}}")
                                .unit("percentunit")
                                .range(0, 1));
    }
}
