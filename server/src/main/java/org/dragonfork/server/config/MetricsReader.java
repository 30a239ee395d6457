package org.dragonfork.server.config;

import static org.dragonfork.server.config.ConfigKey.METRICS_ALLOW;
import static org.dragonfork.server.config.ConfigKey.METRICS_BEARER_TOKEN;
import static org.dragonfork.server.config.ConfigKey.METRICS_BLOCK;
import static org.dragonfork.server.config.ConfigKey.METRICS_ENABLE_JVM;
import static org.dragonfork.server.config.ConfigKey.METRICS_ENABLE_PACKET_FORWARD;
import static org.dragonfork.server.config.ConfigKey.METRICS_ENABLE_PROMETHEUS;
import static org.dragonfork.server.config.ConfigKey.METRICS_PASSWORD;
import static org.dragonfork.server.config.ConfigKey.METRICS_USERNAME;

import java.util.List;
import java.util.regex.Pattern;

/** Reads what stands under {@code metrics.}. */
final class MetricsReader {
    /** A token68 (RFC 7235 section 2.1), too long to be guessed. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{16,500}");

    private static final Pattern LOGIN_NAME = Pattern.compile("[^:\\p{Cntrl}]{1,100}");

    private static final Pattern PASSWORD = Pattern.compile("[^\\p{Cntrl}]{8,500}");

    private final ConfigValues values;

    MetricsReader(ConfigValues values) {
        this.values = values;
    }

    MetricsConfig read() {
        boolean enabled = values.flag(METRICS_ENABLE_PROMETHEUS);
        boolean jvm = values.flag(METRICS_ENABLE_JVM);
        boolean packetForward = values.flag(METRICS_ENABLE_PACKET_FORWARD);
        List<AddressRange> allow = values.parsedList(METRICS_ALLOW, AddressRange::parse);
        List<AddressRange> block = values.parsedList(METRICS_BLOCK, AddressRange::parse);
        String token = values.checked(METRICS_BEARER_TOKEN, TOKEN);
        String name = values.checked(METRICS_USERNAME, LOGIN_NAME);
        String password = values.checked(METRICS_PASSWORD, PASSWORD);
        if (values.isGiven(METRICS_USERNAME) != values.isGiven(METRICS_PASSWORD)) {
            values.reject(values.isGiven(METRICS_USERNAME) ? METRICS_PASSWORD : METRICS_USERNAME);
        }
        return values.areGood(METRICS_USERNAME, METRICS_PASSWORD)
                ? new MetricsConfig(enabled, jvm, packetForward, allow, block, token, name, password)
                : MetricsConfig.STANDARD;
    }
}
