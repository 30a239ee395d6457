package org.dragonfork.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IceServerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "stun:stun.example.org; <stun:stun.example.org>; rel=\"ice-server\"",
                "stuns:[2001:db8::1]:5349; <stuns:[2001:db8::1]:5349>; rel=\"ice-server\"",
            })
    void tellsOfAStunServer(String text, String target, String relation) {
        assertThat(IceServer.parse(text))
                .hasValueSatisfying(server -> assertThat(server.linkValue()).isEqualTo(target + "; " + relation));
    }

    @Test
    void tellsOfATurnServerWithItsCredential() {
        assertThat(IceServer.parse("turn:turn.example.org?transport=udp|me|my-secret"))
                .hasValueSatisfying(server -> {
                    assertThat(server.linkValue())
                            .isEqualTo("<turn:turn.example.org?transport=udp>; rel=\"ice-server\"; username=\"me\";"
                                    + " credential=\"my-secret\"; credential-type=\"password\"");
                    assertThat(server.toString()).doesNotContain("my-secret");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "stun:",
                "stun:host|user|secret",
                "turn:host",
                "turn:host|user",
                "turn:host|user|",
                "turn:host|us\"er|secret",
                "turn:host?transport=sctp|user|secret",
                "turn:host>; rel=\"evil|user|secret",
                "https://host",
            })
    void takesNothingElse(String text) {
        assertThat(IceServer.parse(text)).isEmpty();
    }
}
