package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An FFmpeg that nobody supervises and that sends a tone in real time, until it is ended. */
public final class Tone {
    private Tone() {}

    /**
     * @param graph the lavfi source, {@code sine} with whatever it is told
     * @param encoded options of the output
     */
    public static Process sent(String graph, List<String> encoded, String address) throws IOException {
        List<String> command = new ArrayList<>(List.of(RealFfmpeg.find().path().toString(), "-nostdin"));
        command.addAll(List.of("-loglevel", "error", "-re", "-f", "lavfi", "-i", graph));
        command.addAll(encoded);
        command.addAll(List.of("-f", "rtp", address));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
