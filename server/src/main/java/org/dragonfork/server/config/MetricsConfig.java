package org.dragonfork.server.config;

import java.net.InetAddress;
import java.util.List;

/**
 * Everything under {@code metrics.}; {@link ConfigKey} says what each means.
 *
 * @param jvm whether the families of the Java machine are wanted
 * @param packetForward whether packets are timed
 * @param allow who may read them, empty for everybody
 * @param block who may not, whatever {@code allow} says
 * @param bearerToken empty for none; not printed
 * @param username empty for no login
 * @param password empty for no login; not printed
 */
public record MetricsConfig(
        boolean enabled,
        boolean jvm,
        boolean packetForward,
        List<AddressRange> allow,
        List<AddressRange> block,
        String bearerToken,
        String username,
        String password) {
    /** On, for everybody, as a newcomer needs it. */
    public static final MetricsConfig STANDARD = new MetricsConfig(true, true, false, List.of(), List.of(), "", "", "");

    /** @throws IllegalArgumentException when there is half a login */
    public MetricsConfig {
        allow = List.copyOf(allow);
        block = List.copyOf(block);
        if (username.isEmpty() != password.isEmpty()) {
            throw new IllegalArgumentException("a login has a name and a password");
        }
    }

    /** Whether this address may read the metrics. */
    public boolean admits(InetAddress address) {
        return block.stream().noneMatch(range -> range.contains(address))
                && (allow.isEmpty() || allow.stream().anyMatch(range -> range.contains(address)));
    }

    @Override
    public String toString() {
        return "MetricsConfig[enabled=" + enabled + ", jvm=" + jvm + ", packetForward=" + packetForward + ", allow="
                + allow + ", block=" + block + "]";
    }
}
