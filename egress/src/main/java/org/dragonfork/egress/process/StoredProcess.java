package org.dragonfork.egress.process;

import java.util.Map;
import org.dragonfork.egress.supervise.Order;

/**
 * A process as it is kept.
 *
 * @param createdAt Unix time in seconds
 * @param updatedAt Unix time in seconds
 * @param order what it was told last
 * @param ffmpegVersions for which versions of FFmpeg it was written, as {@code ^6.1.0}; empty when nobody said
 * @param metadata what clients keep with it, each value as JSON text, in their order
 * @param unknown fields beside the configuration that this server does not know, each with its JSON text
 */
public record StoredProcess(
        ProcessConfig config,
        long createdAt,
        long updatedAt,
        Order order,
        String ffmpegVersions,
        Map<String, String> metadata,
        Map<String, String> unknown) {
    public StoredProcess {
        metadata = ProcessConfig.ordered(metadata);
        unknown = ProcessConfig.ordered(unknown);
    }

    /** The same with another order. */
    public StoredProcess withOrder(Order other) {
        return new StoredProcess(config, createdAt, updatedAt, other, ffmpegVersions, metadata, unknown);
    }

    /** The same with other metadata. */
    public StoredProcess withMetadata(Map<String, String> other) {
        return new StoredProcess(config, createdAt, updatedAt, order, ffmpegVersions, other, unknown);
    }
}
