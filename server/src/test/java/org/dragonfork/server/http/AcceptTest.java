package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AcceptTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "TEXT/Plain",
                "text/*",
                "text/plain;q=0.5, application/json;q=0.4",
                "text/plain, application/problem+json;q=0.9, */*;q=0.1",
                "*/*;q=0.2, text/plain;q=0.3",
                "text/plain;charset=utf-8;q=0.9, application/json ; q=0.8"
            })
    void prefersPlainText(String accept) {
        assertThat(Accept.prefersPlainText(accept)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/sdp",
                "application/json",
                "text/plain, application/json",
                "text/plain;q=0",
                "text/plain;q=0.5, */*",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "text/plain;q=7",
                "text/plain;q=",
                ";;;,,,=/",
                "*/*, text/plain;q=0.1"
            })
    void staysWithJson(String accept) {
        assertThat(Accept.prefersPlainText(accept)).isFalse();
    }
}
