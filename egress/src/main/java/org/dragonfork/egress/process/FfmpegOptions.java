package org.dragonfork.egress.process;

import java.util.Set;
import java.util.regex.Pattern;

/** What is known of FFmpeg's options, 4.4 to 8: which have no value, and which open a file by themselves. */
final class FfmpegOptions {
    private static final Set<String> FLAGS = Set.of(
            "accurate_seek",
            "an",
            "auto_conversion_filters",
            "autorotate",
            "autoscale",
            "benchmark",
            "benchmark_all",
            "bitexact",
            "copy_unknown",
            "copyinkf",
            "copyts",
            "debug_ts",
            "deinterlace",
            "display_hflip",
            "display_vflip",
            "dn",
            "dump",
            "find_stream_info",
            "fix_sub_duration",
            "hex",
            "hide_banner",
            "ignore_unknown",
            "intra",
            "n",
            "print_graphs",
            "psnr",
            "qphist",
            "re",
            "recast_media",
            "report",
            "shortest",
            "sn",
            "start_at_zero",
            "stats",
            "stdin",
            "vn",
            "vstats",
            "xerror",
            "y");

    /** Options, and keys within the values of options, whose value FFmpeg opens for writing. */
    private static final Set<String> WRITES = Set.of(
            "analysis-save",
            "csv",
            "dump_attachment",
            "file",
            "hls_segment_filename",
            "hls_subtitle_path",
            "log_path",
            "passlogfile",
            "print_graphs_file",
            "progress",
            "result",
            "sdp_file",
            "segment_list",
            "stats",
            "stats_enc_post",
            "stats_enc_pre",
            "stats_file",
            "stats_mux_pre",
            "vstats_file");

    /** Those whose value is put behind the folder of the output. */
    private static final Set<String> NAMES = Set.of(
            "hls_fmp4_init_filename",
            "hls_master_name",
            "init_seg_name",
            "master_pl_name",
            "media_seg_name",
            "single_file_name");

    /** Those that take their text out of a file, where nobody sees what it says. */
    private static final Set<String> UNSEEN =
            Set.of("apre", "filter_complex_script", "filter_script", "fpre", "pre", "spre", "vpre");

    /** Those that take an absolute path for reading, a device, or free text. */
    private static final Set<String> READS = Set.of(
            "af",
            "attach",
            "ca_file",
            "cafile",
            "cert",
            "cert_file",
            "cookies",
            "filter",
            "filter_complex",
            "headers",
            "hls_key_info_file",
            "hwaccel_device",
            "init_hw_device",
            "key",
            "key_file",
            "lavfi",
            "metadata",
            "password",
            "private_key_file",
            "qsv_device",
            "referer",
            "user_agent",
            "vaapi_device",
            "vf");

    /** Those whose value is text for others. */
    private static final Set<String> TEXT = Set.of("cookies", "headers", "metadata", "referer", "user_agent");

    static final Pattern NESTED_KEY = Pattern.compile("(?:^|[:,=;|\\[\\]\\s])([a-z][a-z0-9_-]{1,30})=([^,;|\\]\\s]*)");

    private FfmpegOptions() {}

    /** The name in an argument, without dash and stream specifier. */
    static String name(String argument) {
        int colon = argument.indexOf(':');
        return argument.substring(1, colon < 0 ? argument.length() : colon);
    }

    static boolean isFlag(String name) {
        return FLAGS.contains(name) || (name.startsWith("no") && FLAGS.contains(name.substring(2)));
    }

    static boolean writes(String name) {
        return WRITES.contains(name);
    }

    static boolean isNameInFolder(String name) {
        return NAMES.contains(name);
    }

    /** Whether the argument's own text cannot be seen. */
    static boolean isUnseen(String name) {
        return name.startsWith("/") || UNSEEN.contains(name);
    }

    static boolean mayNamePath(String name) {
        return READS.contains(name);
    }

    static boolean isText(String name) {
        return TEXT.contains(name);
    }
}
