package org.dragonfork.server.ffmpeg;

import java.util.OptionalInt;
import org.dragonfork.egress.supervise.WebrtcLegs;

/**
 * The loopback UDP ports that the legs of one process send to, leased and bound by the caller.
 *
 * @param video empty when there is no video leg
 * @param audio empty when there is no audio leg
 */
public record LegPorts(OptionalInt video, OptionalInt audio) {
    /** For a process without legs. */
    public static final LegPorts NONE = new LegPorts(OptionalInt.empty(), OptionalInt.empty());

    /** Ports of both legs. */
    public static LegPorts of(int video, int audio) {
        return new LegPorts(OptionalInt.of(video), OptionalInt.of(audio));
    }

    /** Whether there is a port for every leg. */
    boolean cover(WebrtcLegs legs) {
        return (!legs.video() || video.isPresent()) && (!legs.audio() || audio.isPresent());
    }
}
