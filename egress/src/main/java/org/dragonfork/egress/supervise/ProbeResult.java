package org.dragonfork.egress.supervise;

import java.util.List;

/**
 * What FFmpeg found in the inputs of a process.
 *
 * @param streams all of them, input by input; empty when it could not be told
 * @param log what FFmpeg said meanwhile, without passwords, or why it could not be asked
 */
public record ProbeResult(List<ProbedStream> streams, List<String> log) {
    public ProbeResult {
        streams = List.copyOf(streams);
        log = List.copyOf(log);
    }
}
