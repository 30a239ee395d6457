package org.dragonfork.egress.process;

import java.util.List;
import java.util.Map;

/**
 * Something a process reads or writes.
 *
 * @param id name within the process
 * @param address what FFmpeg is given, placeholders unresolved
 * @param options what stands before it
 * @param cleanup of outputs; kept, not carried out
 * @param unknown fields that this server does not know, each with its JSON text, in their order
 */
public record ProcessIo(
        String id, String address, List<String> options, List<CleanupRule> cleanup, Map<String, String> unknown) {
    public ProcessIo {
        options = List.copyOf(options);
        cleanup = List.copyOf(cleanup);
        unknown = ProcessConfig.ordered(unknown);
    }

    /** One without anything but an address. */
    public static ProcessIo of(String id, String address) {
        return new ProcessIo(id, address, List.of(), List.of(), Map.of());
    }

    /** The same under another id. */
    public ProcessIo withId(String other) {
        return new ProcessIo(other, address, options, cleanup, unknown);
    }

    /** Addresses may hold passwords, so it is not shown. */
    @Override
    public String toString() {
        return "ProcessIo[" + id + "]";
    }
}
