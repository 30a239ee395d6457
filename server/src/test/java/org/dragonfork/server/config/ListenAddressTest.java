package org.dragonfork.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "8080, '', 8080, :8080",
        ":8080, '', 8080, :8080",
        ":0, '', 0, :0",
        "localhost:80, localhost, 80, localhost:80",
        "0.0.0.0:65535, 0.0.0.0, 65535, 0.0.0.0:65535",
        "[::1]:8080, ::1, 8080, [::1]:8080",
    })
    void readsPortAndHost(String text, String host, int port, String written) {
        assertThat(ListenAddress.parse(text)).hasValueSatisfying(address -> {
            assertThat(address).isEqualTo(new ListenAddress(host, port));
            assertThat(address).hasToString(written);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "host", "host:", "host:port", ":65536", ":123456", "::1:8080", "[zz]:1", "a b:1"})
    void readsNothingElse(String text) {
        assertThat(ListenAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({":8080, true", "127.0.0.1:8080, false", "[::1]:8080, false"})
    void bindsToAllAddressesWithoutAHost(String text, boolean all) {
        assertThat(ListenAddress.parse(text)).hasValueSatisfying(address -> {
            assertThat(address.socketAddress().getPort()).isEqualTo(8080);
            assertThat(address.socketAddress().getAddress().isAnyLocalAddress()).isEqualTo(all);
        });
    }
}
