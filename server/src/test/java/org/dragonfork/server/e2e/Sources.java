package org.dragonfork.server.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.VideoEncoding;
import org.dragonfork.egress.supervise.WebrtcLegs;

/** Streams that cost little of a machine with two slow cores. */
final class Sources {
    /** Pictures a second. */
    static final int RATE = 15;

    private static final VideoEncoding CHEAP = new VideoEncoding("ultrafast", 600);
    private static final RestartPolicy SOON_AGAIN =
            new RestartPolicy(true, Duration.ofMillis(300), Duration.ofSeconds(10));
    private static final WebrtcLegs BOTH =
            WebrtcLegs.both(LegMode.TRANSCODE).withMaps("0:v:0", "1:a:0").withEncoding(CHEAP);

    private Sources() {}

    /** 640x360 and a tone. */
    static ProcessSpec pictureAndSound(String id) {
        return pictureAndSound(id, "640x360");
    }

    static ProcessSpec pictureAndSound(String id, String size) {
        return live(id, BOTH, picture(size), tone());
    }

    static ProcessSpec pictureOnly(String id) {
        return live(id, BOTH.withKinds(true, false), picture("640x360"));
    }

    static ProcessSpec soundOnly(String id) {
        return live(id, BOTH.withKinds(false, true).withMaps("0:v:0", "0:a:0"), tone());
    }

    /** A file, passed on as it is, again and again. */
    static ProcessSpec copied(String id, Path file, boolean sound) {
        var input = new ProcessSpec.MediaInput(file.toString(), List.of("-re", "-stream_loop", "-1"));
        return live(id, WebrtcLegs.both(LegMode.COPY).withKinds(true, sound), input);
    }

    /** A file, with its legs decided by what is in it. */
    static ProcessSpec automatic(String id, Path file) {
        var input = new ProcessSpec.MediaInput(file.toString(), List.of("-re", "-stream_loop", "-1"));
        return live(id, WebrtcLegs.both(LegMode.AUTO).withEncoding(CHEAP), input);
    }

    /** A process that fails at once and is not tried again. */
    static ProcessSpec missing(String id) {
        return new ProcessSpec(
                new StreamId(id),
                "",
                List.of(),
                List.of(new ProcessSpec.MediaInput("/nonexistent/input.mp4", List.of())),
                List.of(),
                new RestartPolicy(false, Duration.ZERO, Duration.ZERO),
                Optional.of(BOTH.withMaps("0:v:0", "0:a:0")));
    }

    private static ProcessSpec live(String id, WebrtcLegs legs, ProcessSpec.MediaInput... inputs) {
        return new ProcessSpec(
                new StreamId(id), "", List.of(), List.of(inputs), List.of(), SOON_AGAIN, Optional.of(legs));
    }

    private static ProcessSpec.MediaInput picture(String size) {
        return new ProcessSpec.MediaInput("testsrc2=size=" + size + ":rate=" + RATE, List.of("-re", "-f", "lavfi"));
    }

    private static ProcessSpec.MediaInput tone() {
        return new ProcessSpec.MediaInput("sine=frequency=440:sample_rate=48000", List.of("-re", "-f", "lavfi"));
    }
}
