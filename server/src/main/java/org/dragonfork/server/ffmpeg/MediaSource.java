package org.dragonfork.server.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.WebrtcLegs;

/** Makes a process from nothing but an address: a camera, a file, a URL or a capture device. */
public final class MediaSource {
    /** Soon again, but not so soon that a camera that refuses is flooded. */
    private static final Duration RECONNECT_DELAY = Duration.ofSeconds(3);
    /** An encoder that comes back finds nobody until then. */
    private static final Duration LISTEN_AGAIN = Duration.ofSeconds(1);
    /** A camera may take some seconds until its first key frame. */
    private static final Duration STALE_TIMEOUT = Duration.ofSeconds(15);

    // Containers that are files also when they come over HTTP, and so must be read at their own speed.
    private static final Set<String> FILE_ENDINGS =
            Set.of(".mp4", ".mkv", ".webm", ".mov", ".flv", ".ts", ".avi", ".mp3", ".wav", ".ogg", ".opus", ".m4a");

    // FLV tells the frame rate in its header. What is read until then is half a second: to throw it away (nobuffer)
    // means to
    // wait for the next key frame, which comes after 8 s from OBS as it is installed.
    private static final List<String> QUICK_FLV = List.of("-fpsprobesize", "0");
    // In a transport stream another track may turn up at any time, so FFmpeg looks for 5 s at everything. Who joins an
    // encoder
    // that runs already still has to see a key frame, each 2 s as a rule.
    private static final List<String> QUICK_TS = List.of("-fflags", "nobuffer", "-analyzeduration", "2500000");

    private MediaSource() {}

    /**
     * The process of {@code serve --stream ID=ADDRESS}.
     *
     * @param address what FFmpeg can open; a file is played at its own speed, again and again
     * @param mode {@link LegMode#AUTO} unless the owner knows better
     */
    public static ProcessSpec of(StreamId id, String address, LegMode mode) {
        var input = new ProcessSpec.MediaInput(address, inputOptions(address));
        return new ProcessSpec(
                id,
                "",
                List.of(),
                List.of(input),
                List.of(),
                new RestartPolicy(true, Listener.isMeant(input) ? LISTEN_AGAIN : RECONNECT_DELAY, STALE_TIMEOUT),
                Optional.of(WebrtcLegs.both(mode)));
    }

    private static List<String> inputOptions(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        String scheme = lower.contains("://") ? lower.substring(0, lower.indexOf("://")) : "";
        return switch (scheme) {
            // UDP loses packets of big key frames on most cameras.
            case "rtsp", "rtsps" -> List.of("-fflags", "nobuffer", "-rtsp_transport", "tcp");
            case "rtmp", "rtmps" -> isAny(lower) ? with(QUICK_FLV, "-listen", "1") : QUICK_FLV;
            case "srt" -> isAny(lower) ? with(QUICK_TS, "-mode", "listener") : QUICK_TS;
            case "udp", "rtp", "tcp" -> List.of("-fflags", "nobuffer");
            case "http", "https" -> isFile(lower) ? List.of("-re") : List.of();
            case "", "file" ->
                lower.startsWith("/dev/video") ? List.of("-f", "v4l2") : List.of("-re", "-stream_loop", "-1");
            default -> List.of();
        };
    }

    private static List<String> with(List<String> options, String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return all;
    }

    // All addresses of this machine: there is nothing to fetch, so it is meant as the place to send to.
    private static boolean isAny(String lower) {
        String host = lower.substring(lower.indexOf("://") + 3);
        return host.startsWith(":") || host.startsWith("0.0.0.0:") || host.startsWith("[::]:");
    }

    private static boolean isFile(String url) {
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        return FILE_ENDINGS.stream().anyMatch(path::endsWith);
    }
}
