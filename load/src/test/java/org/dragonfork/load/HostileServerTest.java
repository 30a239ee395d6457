package org.dragonfork.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server answers is counted by its reason, and never keeps a run from ending. */
@Timeout(60)
class HostileServerTest {
    private static final Map<String, String> PROBLEM = Map.of("Content-Type", "application/problem+json");

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(new ScriptedWhep.Said(201, Map.of(), "no SDP at all"), "answer", "bad_sdp"),
                Arguments.of(new ScriptedWhep.Said(201, Map.of(), ""), "answer", "bad_sdp"),
                Arguments.of(
                        new ScriptedWhep.Said(
                                201, Map.of(), AnswerText.passiveLite(9).replace("a=candidate", "a=x")),
                        "answer",
                        "no_candidate"),
                Arguments.of(new ScriptedWhep.Said(201, Map.of(), "v".repeat(1 << 20)), "http", "http_broken"),
                Arguments.of(
                        new ScriptedWhep.Said(302, Map.of("Location", "http://192.0.2.1/"), ""), "http", "http_302"),
                Arguments.of(new ScriptedWhep.Said(500, Map.of(), "<html>oops</html>"), "http", "http_500"),
                Arguments.of(new ScriptedWhep.Said(503, PROBLEM, "{\"reason\":\"cap_global\"}"), "http", "cap_global"),
                Arguments.of(new ScriptedWhep.Said(429, PROBLEM, "{\"reason\":7}"), "http", "7"),
                Arguments.of(new ScriptedWhep.Said(429, PROBLEM, "{\"reason\":\"\"}"), "http", "http_429"),
                Arguments.of(new ScriptedWhep.Said(409, PROBLEM, "{\"reason\""), "http", "http_409"),
                Arguments.of(new ScriptedWhep.Said(400, PROBLEM, "{\"reason\":\"\\u001b[31mX\"}"), "http", "_31mx"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isCounted(ScriptedWhep.Said said, String stage, String reason) throws Exception {
        try (var server = new ScriptedWhep(_ -> said)) {
            Ran ran = Ran.against(server.url(), "--viewers", "3", "--ramp", "0");

            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.report().at("/viewers/failed").asInt()).isEqualTo(3);
            assertThat(ran.report().at("/failures/0/stage").asString()).isEqualTo(stage);
            assertThat(ran.report().at("/failures/0/reason").asString()).isEqualTo(reason);
            assertThat(ran.report().at("/failures/0/count").asInt()).isEqualTo(3);
            assertThat(ran.said()).doesNotContain("\u001b");
        }
    }

    @Test
    void aPortThatSaysNothingIsGivenUp() throws Exception {
        try (var silent = new DatagramSocket();
                var server = new ScriptedWhep(_ -> new ScriptedWhep.Said(
                        201, Map.of("Location", "/s/1"), AnswerText.passiveLite(silent.getLocalPort())))) {
            Ran ran = Ran.against(server.url(), "--viewers", "2", "--patience", "1s");

            assertThat(ran.report().at("/failures/0/reason").asString()).isEqualTo("ice_timeout");
            assertThat(ran.report().at("/failures/0/count").asInt()).isEqualTo(2);
            assertThat(server.deleted()).containsExactly("/s/1", "/s/1");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
        var never = new CountDownLatch(1);
        try (var server = new ScriptedWhep(_ -> {
            try {
                never.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return new ScriptedWhep.Said(500, Map.of(), "");
        })) {
            Ran ran = Ran.against(server.url(), "--viewers", "2", "--patience", "1s");

            assertThat(ran.report().at("/failures/0/reason").asString()).isEqualTo("http_timeout");
        }
    }

    @Test
    void aServerThatIsNotThereIsGivenUp() throws Exception {
        String url;
        try (var server = new ScriptedWhep(_ -> new ScriptedWhep.Said(500, Map.of(), ""))) {
            url = server.url();
        }

        assertThat(Ran.against(url, "--viewers", "2")
                        .report()
                        .at("/failures/0/reason")
                        .asString())
                .isEqualTo("http_unreachable");
    }

    @Test
    void aCounterOfferIsRefusedAndItsSessionDeleted() throws Exception {
        try (var server = new ScriptedWhep(_ -> new ScriptedWhep.Said(406, Map.of("Location", "/s/2"), "v=0"))) {
            Ran ran = Ran.against(server.url(), "--viewers", "1", "--token", "secret-token");

            assertThat(ran.report().at("/failures/0/status").asInt()).isEqualTo(406);
            assertThat(server.deleted()).containsExactly("/s/2");
            assertThat(server.authorizations()).containsOnly("Bearer secret-token");
            assertThat(ran.said() + ran.report()).doesNotContain("secret-token");
        }
    }

    @Test
    void aSessionOnAnotherServerIsNeverTouched() throws Exception {
        try (var victim = new ScriptedWhep(_ -> new ScriptedWhep.Said(500, Map.of(), ""));
                var server = new ScriptedWhep(_ -> new ScriptedWhep.Said(
                        201, Map.of("Location", victim.at("/other").toString()), "no SDP"))) {
            Ran ran = Ran.against(server.url(), "--viewers", "2", "--token", "secret-token");

            assertThat(ran.code()).isEqualTo(1);
            assertThat(victim.deleted()).isEmpty();
            assertThat(victim.authorizations()).isEmpty();
        }
    }
}
