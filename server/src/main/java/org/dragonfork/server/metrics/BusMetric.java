package org.dragonfork.server.metrics;

import java.util.List;
import java.util.Locale;

/** The names that the API of the original has for its numbers, and the families in which the same numbers are scraped. */
enum BusMetric {
    UPTIME_UPTIME(UptimeMetrics.NAME, "Seconds since the server started"),
    CPU_NCPU("", "Processors"),
    CPU_SYSTEM("cpu_system_time_percent", "Processor time in the kernel, in percent"),
    CPU_USER("cpu_user_time_percent", "Processor time in programs, in percent"),
    CPU_IDLE("cpu_idle_time_percent", "Processor time with nothing to do, in percent"),
    CPU_OTHER("cpu_other_time_percent", "Processor time for anything else, in percent"),
    MEM_TOTAL("mem_total_bytes", "Memory of the machine or limit of the container"),
    MEM_FREE("mem_free_bytes", "Memory that is available"),
    NET_RX("net_rx_bytes", "Bytes received", "interface"),
    NET_TX("net_tx_bytes", "Bytes sent", "interface"),
    DISK_TOTAL("disk_total_bytes", "Size of the disk", "path"),
    DISK_USAGE("disk_usage_bytes", "Used space of the disk", "path"),
    FILESYSTEM_LIMIT("filesystem_limit_bytes", "Most bytes of files, negative for no limit", "name"),
    FILESYSTEM_USAGE("filesystem_usage_bytes", "Bytes of files", "name"),
    FILESYSTEM_FILES("filesystem_files", "Files, without folders", "name"),
    RESTREAM_PROCESS("ffmpeg_process", "Values of a process by name", "processid", "state", "order", "name"),
    RESTREAM_PROCESS_STATES("ffmpeg_process_states", "How often a process came into a state", "processid", "state"),
    RESTREAM_IO(
            "ffmpeg_process_io",
            "Values of a stream of a process by name",
            "processid",
            "type",
            "id",
            "index",
            "stream",
            "media",
            "name"),
    RESTREAM_STATE("ffmpeg_states", "Processes by their present state", "state"),
    FFMPEG_PROCESS(FfmpegMetrics.STATES_TOTAL, "How often processes came into a state", "state"),
    SESSION_ACTIVE("", "Viewers there are", "collector"),
    SESSION_LIMIT("", "Viewers there may be", "collector");

    private final String family;
    private final String description;
    private final String labels;

    BusMetric(String family, String description, String... labels) {
        this.family = family;
        this.description = description;
        this.labels = String.join(",", labels);
    }

    /** The name in the API. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The family it is scraped in; empty when it is in none under the same labels. */
    String family() {
        return family;
    }

    String description() {
        return description;
    }

    List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(",", -1));
    }

    /** What a label of the family is called here. */
    static String label(String ofFamily) {
        return ofFamily.equals("process") ? "processid" : ofFamily;
    }
}
