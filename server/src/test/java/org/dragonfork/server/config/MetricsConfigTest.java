package org.dragonfork.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsConfigTest {
    @Test
    void isOnAndOpenByDefault() {
        assertThat(read(Map.of())).isEqualTo(MetricsConfig.STANDARD);
        assertThat(MetricsConfig.STANDARD.enabled()).isTrue();
        assertThat(MetricsConfig.STANDARD.admits(InetAddress.ofLiteral("203.0.113.7")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, '', 10.1.2.3, true",
        "10.0.0.0/8, '', 11.1.2.3, false",
        "10.0.0.0/8, 10.1.0.0/16, 10.1.2.3, false",
        "10.0.0.0/8, 10.1.0.0/16, 10.2.2.3, true",
        "'', 192.168.0.7, 192.168.0.7, false",
        "'', 192.168.0.7, 192.168.0.8, true",
        "'fd00::/8, 127.0.0.1', '', fd12::1, true",
        "'fd00::/8, 127.0.0.1', '', 127.0.0.1, true",
        "fd00::/8, '', fe80::1, false",
        "0.0.0.0/0, '', ::1, false",
        "192.168.1.128/25, '', 192.168.1.127, false",
        "192.168.1.128/25, '', ::ffff:192.168.1.200, true"
    })
    void blocksBeforeItAllows(String allow, String block, String address, boolean admitted) {
        MetricsConfig config = read(Map.of("CORE_METRICS_ALLOW", allow, "CORE_METRICS_BLOCK", block));

        assertThat(config.admits(InetAddress.ofLiteral(address))).isEqualTo(admitted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "fd00::/129", "example.org", "10.0.0", "10.0.0.0/", "10.0.0.0/-1", "1.2.3.4/8/8"})
    void refusesWhatIsNoRange(String text) {
        assertThat(mistakes(Map.of("CORE_METRICS_ALLOW", text)))
                .singleElement()
                .asString()
                .contains("metrics.allow");
    }

    @Test
    void refusesHalfALoginAndAShortToken() {
        assertThat(mistakes(Map.of("CORE_METRICS_USERNAME", "prometheus", "CORE_METRICS_BEARER_TOKEN", "short")))
                .hasSize(2);
        assertThat(mistakes(Map.of("CORE_METRICS_PASSWORD", "long enough")))
                .singleElement()
                .asString()
                .contains("metrics.username");
    }

    @Test
    void printsNoSecretOfItsOwnAndNoneInAMistake() {
        var good = new HashMap<>(Map.of(
                "CORE_METRICS_USERNAME", "prometheus",
                "CORE_METRICS_PASSWORD", "hunter2hunter2",
                "CORE_METRICS_BEARER_TOKEN", "0123456789abcdef"));
        assertThat(read(good).toString()).doesNotContain("hunter2").doesNotContain("0123456789abcdef");

        good.put("CORE_METRICS_PASSWORD", "hunter2");
        good.put("CORE_METRICS_BEARER_TOKEN", "0123456789abcdef secret");
        assertThat(mistakes(good)).hasSize(2).noneMatch(line -> line.contains("hunter2") || line.contains("0123456"));
    }

    private static MetricsConfig read(Map<String, String> environment) {
        return ConfigReader.read(environment, Map.of()) instanceof ConfigReading.Valid valid
                ? valid.config().metrics()
                : failed(environment);
    }

    private static MetricsConfig failed(Map<String, String> environment) {
        throw new AssertionError("refused: " + mistakes(environment));
    }

    private static List<String> mistakes(Map<String, String> environment) {
        return ConfigReader.read(environment, Map.of()) instanceof ConfigReading.Invalid(List<ConfigMistake> mistakes)
                ? mistakes.stream().map(ConfigMistake::line).toList()
                : List.of();
    }
}
