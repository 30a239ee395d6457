package org.dragonfork.server.config;

/**
 * UDP ports from {@code min} to {@code max}, both included.
 *
 * @param min 1 to 65535
 * @param max {@code min} to 65535
 */
public record PortRange(int min, int max) {
    /** @throws IllegalArgumentException when the bounds are no ports or stand the wrong way round */
    public PortRange {
        if (min < 1 || max > 65535 || min > max) {
            throw new IllegalArgumentException("no range of ports: " + min + " to " + max);
        }
    }

    /** Whether {@code port} lies in the range. */
    public boolean contains(int port) {
        return min <= port && port <= max;
    }

    /** How many ports there are. */
    public int size() {
        return max - min + 1;
    }
}
