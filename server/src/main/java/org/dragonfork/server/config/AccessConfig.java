package org.dragonfork.server.config;

import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses may come in.
 *
 * @param allow who may, empty for everybody
 * @param block who may not, whatever {@code allow} says
 */
public record AccessConfig(List<AddressRange> allow, List<AddressRange> block) {
    /** Everybody. */
    public static final AccessConfig OPEN = new AccessConfig(List.of(), List.of());

    public AccessConfig {
        allow = List.copyOf(allow);
        block = List.copyOf(block);
    }

    /** Whether this address may come in. */
    public boolean admits(InetAddress address) {
        return block.stream().noneMatch(range -> range.contains(address))
                && (allow.isEmpty() || allow.stream().anyMatch(range -> range.contains(address)));
    }
}
