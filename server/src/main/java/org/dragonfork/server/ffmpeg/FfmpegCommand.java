package org.dragonfork.server.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.WebrtcLegs;

/** Builds FFmpeg's arguments for one run: the owner's options, inputs and outputs, then the RTP legs (docs/adr/0011). */
final class FfmpegCommand {
    /** Largest RTP packet with its header; FFmpeg counts the header in. W-139: 1,232 with the SRTP tag and room to spare. */
    static final int MAX_RTP_PACKET = 1200;

    // A key frame at the first picture, every 2 s whatever the frame rate, and at once after a jump back in time.
    private static final String KEY_FRAMES = "expr:isnan(prev_forced_t)+gte(t,prev_forced_t+2)+lt(t,prev_forced_t)";
    // Only an upper bound below the expression above: 2 s at 60 pictures a second.
    private static final String MAX_GOP = "120";
    // x264 needs even sizes, and RTP cannot tell a player about pixels that are not square.
    private static final String PLAIN_PICTURE = "scale=trunc(iw*sar/2)*2:trunc(ih/2)*2,setsar=1,format=yuv420p";

    private final FfmpegBinary binary;

    FfmpegCommand(FfmpegBinary binary) {
        this.binary = binary;
    }

    /**
     * @param startMicros the instant that the time stamp 0 of both legs stands for, in microseconds since 1970: what puts
     *     their sender reports on one clock
     */
    List<String> build(ProcessSpec spec, LegPorts ports, long startMicros) {
        List<String> command = new ArrayList<>(List.of(binary.path().toString(), "-nostdin", "-hide_banner"));
        command.addAll(spec.options());
        // Independent of log level and number format, unlike the status line; an owner who wants it elsewhere may have
        // it.
        if (!spec.options().contains("-progress")) {
            command.addAll(List.of("-nostats", "-progress", "pipe:2"));
        }
        if (spec.legs().isPresent()) {
            // By itself FFmpeg prints the SDP only when all outputs are RTP, which those of the owner seldom are.
            command.addAll(List.of("-sdp_file", "pipe:1"));
        }
        for (ProcessSpec.MediaInput input : spec.inputs()) {
            command.addAll(input.options());
            command.addAll(List.of("-i", input.address()));
        }
        for (ProcessSpec.MediaOutput output : spec.outputs()) {
            command.addAll(output.options());
            command.add(output.address());
        }
        boolean loops = CopiedVideo.loops(spec);
        spec.legs().ifPresent(legs -> addLegs(command, legs, loops, ports, startMicros));
        return List.copyOf(command);
    }

    private void addLegs(List<String> command, WebrtcLegs legs, boolean loops, LegPorts ports, long startMicros) {
        if (legs.video()) {
            // Without metadata: a title would end up in the SDP.
            command.addAll(List.of("-map", legs.videoMap(), "-map_metadata", "-1"));
            command.addAll(video(legs, loops));
            addTarget(command, legs.videoPayloadType(), ports.video(), startMicros);
        }
        if (legs.audio()) {
            command.addAll(List.of("-map", legs.audioMap(), "-map_metadata", "-1"));
            command.addAll(audio(legs.audioMode()));
            addTarget(command, legs.audioPayloadType(), ports.audio(), startMicros);
        }
    }

    private List<String> video(WebrtcLegs legs, boolean loops) {
        return switch (legs.videoMode()) {
            // SPS and PPS outside the stream are put before every IDR picture by the leg, too. But only the filter
            // knows
            // when a sender over RTMP changes them, and it refuses what is not H.264 at once.
            case COPY -> loops ? List.of("-c:v", "copy") : List.of("-c:v", "copy", "-bsf:v", CopiedVideo.FILTER);
            case PASS -> List.of("-c:v", "copy");
            case AUTO -> throw unplanned();
            case TRANSCODE -> {
                String rate = legs.encoding().maxKilobitsPerSecond() + "k";
                List<String> encode = new ArrayList<>(List.of("-vf", PLAIN_PICTURE));
                // Else a gap in a live source is filled with a burst of copies of one picture.
                encode.addAll(binary.version().atLeast(5, 1) ? List.of("-fps_mode", "vfr") : List.of("-vsync", "vfr"));
                encode.addAll(
                        List.of("-c:v", "libx264", "-preset", legs.encoding().preset()));
                encode.addAll(List.of("-profile:v", "baseline", "-tune", "zerolatency", "-pix_fmt", "yuv420p"));
                encode.addAll(List.of("-maxrate", rate, "-bufsize", rate));
                encode.addAll(List.of("-g", MAX_GOP, "-force_key_frames", KEY_FRAMES));
                yield encode;
            }
        };
    }

    private static List<String> audio(LegMode mode) {
        return switch (mode) {
            case COPY, PASS -> List.of("-c:a", "copy");
            case AUTO -> throw unplanned();
            case TRANSCODE ->
                List.of("-c:a", "libopus", "-ar", "48000", "-ac", "2", "-b:a", "96k", "-frame_duration", "20");
        };
    }

    private static IllegalArgumentException unplanned() {
        return new IllegalArgumentException("legs in mode auto need a plan before they run");
    }

    private static void addTarget(List<String> command, int payloadType, OptionalInt port, long startMicros) {
        int to = port.orElseThrow(() -> new IllegalArgumentException("a leg has no port"));
        command.addAll(List.of("-payload_type", Integer.toString(payloadType)));
        // Every leg is an output of its own: shifted to begin at 0, pictures in B-frame order would be late against the
        // sound by the depth of the reordering.
        command.addAll(List.of("-avoid_negative_ts", "disabled"));
        command.addAll(List.of("-start_time_realtime", Long.toString(startMicros), "-f", "rtp"));
        // rtp: and not udp:, as only then the port stands in the SDP and tells which media section is which leg.
        command.add("rtp://127.0.0.1:" + to + "?rtcpport=" + to + "&localaddr=127.0.0.1&pkt_size=" + MAX_RTP_PACKET);
    }
}
