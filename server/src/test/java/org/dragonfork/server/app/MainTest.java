package org.dragonfork.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.config.ConfigReading;
import org.dragonfork.server.config.ServerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private final RecordingLaunch launch = new RecordingLaunch();

    @Test
    void demoStartsTheDemo() {
        assertThat(run(Map.of(), "demo")).isZero();

        assertThat(launch.requests).containsExactly(new LaunchRequest.Demo());
        assertThat(launch.configs).first().extracting(c -> c.address().port()).isEqualTo(8080);
    }

    @Test
    void exitsWithWhatTheLaunchReturns() {
        launch.exitCode = 70;

        assertThat(run(Map.of(), "demo")).isEqualTo(70);
    }

    @Test
    void serveTakesStreamsInTheirOrder() {
        assertThat(run(Map.of(), "serve", "--stream", "a:b=rtsp://host/x?y=z", "--stream", "file=/v.mp4"))
                .isZero();

        assertThat(launch.requests)
                .containsExactly(new LaunchRequest.Serve(List.of(
                        new StreamArgument(new StreamId("a:b"), "rtsp://host/x?y=z", StreamMode.AUTO),
                        new StreamArgument(new StreamId("file"), "/v.mp4", StreamMode.AUTO))));
    }

    @Test
    void serveCopiesWhenAsked() {
        run(Map.of(), "serve", "--mode", "copy", "--stream=door=rtsp://host/x");

        assertThat(launch.requests)
                .containsExactly(new LaunchRequest.Serve(
                        List.of(new StreamArgument(new StreamId("door"), "rtsp://host/x", StreamMode.COPY))));
    }

    @Test
    void serveNeedsNoStream() {
        assertThat(run(Map.of(), "serve")).isZero();

        assertThat(launch.requests).containsExactly(new LaunchRequest.Serve(List.of()));
    }

    @Test
    void serverThatIsToStayKeepsItsIdAndADemoLeavesNothingBehind() throws IOException {
        run(Map.of(), "demo");
        run(Map.of(), "serve", "--stream", "a=x");
        assertThat(folder).isEmptyDirectory();

        run(Map.of(), "serve");
        run(Map.of(), "serve");
        run(Map.of(), "demo");

        assertThat(launch.configs.subList(2, 5))
                .extracting(ServerConfig::id)
                .containsOnly(launch.configs.getLast().id());
        assertThat(launch.configs.get(0).id())
                .isNotEqualTo(launch.configs.get(2).id());
        assertThat(Files.readString(folder.resolve("config").resolve("config.json")))
                .contains(launch.configs.getLast().id());
    }

    @Test
    void checkSaysWhatIsWrongAndStartsAndWritesNothing() {
        assertThat(run(Map.of("CORE_LOG_LEVEL", "loud", "CORE_ADDRESS", "x"), "config", "check"))
                .isEqualTo(78);
        assertThat(err.toString().lines()).hasSize(3).first().asString().contains("would not start");

        assertThat(run(Map.of("CORE_RTMP_ENABLE", "true"), "config", "check")).isZero();
        assertThat(out.toString()).contains("CORE_RTMP_ENABLE is known, but has no effect", "is good", "no file");
        assertThat(launch.requests).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void showGivesEveryKeyWithItsSourceAndNoSecret() throws IOException {
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(folder.resolve("config").resolve("config.json"), """
            {"version": 3, "id": "kept", "api": {"auth": {"password": "pa55word"}}, "rtmp": {"token": "t0ken"}}
            """);
        Files.writeString(folder.resolve(".env"), "CORE_NAME='The hall'");

        assertThat(run(Map.of("CORE_METRICS_BEARER_TOKEN", "pa55word-pa55word"), "config", "show", "--udp", "1234"))
                .isZero();

        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("id +=.* kept +# file"))
                .anyMatch(line -> line.matches("name +=.* The hall +# CORE_NAME in .env"))
                .anyMatch(line -> line.matches("webrtc.udp_mux_port +=.* 1234 +# command line"))
                .anyMatch(line -> line.matches("metrics.bearer_token +=.* \\*\\*\\* +# CORE_METRICS_BEARER_TOKEN"))
                .anyMatch(line -> line.matches("api.auth.password +=.* \\*\\*\\* +# file"))
                .anyMatch(line -> line.matches("api.auth.jwt.secret +=.* \\*\\*\\* +# made at this start"))
                .anyMatch(line -> line.matches("log.level +=.* info +# default"))
                .anyMatch(line -> line.matches("rtmp.token +=.* \\*\\*\\* +# file"));
        assertThat(out.toString()).doesNotContain("pa55word", "t0ken");
        for (ConfigKey key : ConfigKey.values()) {
            assertThat(out.toString()).contains(key.key() + " ");
        }
    }

    @Test
    void optionsCountMoreThanTheEnvironment() {
        run(
                Map.of("CORE_ADDRESS", ":1", "CORE_WEBRTC_UDP_MUX_PORT", "2", "CORE_ID", "from-environment"),
                "demo",
                "--http",
                "127.0.0.1:9000",
                "--udp=9001",
                "--bind",
                "127.0.0.1",
                "--ffmpeg",
                "/opt/ffmpeg");

        assertThat(launch.configs).singleElement().satisfies(config -> {
            assertThat(config.id()).isEqualTo("from-environment");
            assertThat(config.address()).hasToString("127.0.0.1:9000");
            assertThat(config.webrtc().udpPort()).isEqualTo(9001);
            assertThat(config.webrtc().bindAddress().getHostAddress()).isEqualTo("127.0.0.1");
            assertThat(config.ffmpeg().binary()).isEqualTo("/opt/ffmpeg");
        });
    }

    @Test
    void badConfigurationStartsNothingAndListsAllMistakes() {
        int exit = run(Map.of("CORE_LOG_LEVEL", "loud", "CORE_API_AUTH_ENABLE", "perhaps"), "demo", "--http", "x");

        assertThat(exit).isEqualTo(78);
        assertThat(launch.requests).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(4)
                .anyMatch(line -> line.contains("address (command line) is \"x\""))
                .anyMatch(line -> line.contains("log.level (CORE_LOG_LEVEL)"))
                .anyMatch(line -> line.contains("api.auth.enable (CORE_API_AUTH_ENABLE)"));
    }

    @ParameterizedTest
    @CsvSource({
        "demo --nonsense, '--nonsense'",
        "demo extra, extra",
        "serve --stream door, ID=ADDRESS",
        "serve --stream =x, id of a stream",
        "serve --stream a/b=x, id of a stream",
        "serve --stream a=x --stream a=y, two streams of the id a",
        "serve --stream a=x --mode fast, fast",
        "nonsense, nonsense",
        "'', a command is missing",
    })
    void argumentsThatCannotBeUnderstoodAreExplainedInOneLine(String arguments, String explanation) {
        int exit = run(Map.of(), arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(exit).isEqualTo(2);
        assertThat(launch.requests).isEmpty();
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("dragonfork")
                .contains(explanation, "--help");
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : List.of("demo", "serve", "config", "version")) {
            assertThat(run(Map.of(), command, "--help")).isZero();
            assertThat(out.toString()).contains("Usage: dragonfork " + command);
        }
        assertThat(launch.requests).isEmpty();
    }

    @Test
    void versionNamesBuildAndCommit() {
        assertThat(run(Map.of("DRAGONFORK_COMMIT", "0123abc"), "version")).isZero();

        assertThat(out.toString()).matches("Dragonfork \\d+\\.\\d+\\.\\d+\\S* \\(0123abc\\), Java 25\\S*\\R");
    }

    @Test
    void printedStreamHasNoPassword() {
        StreamArgument stream = StreamArgument.parse("door=rtsp://me:pa55@word@host/live?a=b@c", StreamMode.COPY);

        assertThat(stream).hasToString("door=rtsp://***@host/live?a=b@c (COPY)");
        assertThat(new LaunchRequest.Serve(List.of(stream)).toString()).doesNotContain("pa55");
    }

    private int run(Map<String, String> environment, String... arguments) {
        return new Main(folder, environment, launch)
                .run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    /** Starts nothing and remembers what it was asked for. */
    private static final class RecordingLaunch implements Launch {
        private final List<ServerConfig> configs = new ArrayList<>();
        private final List<LaunchRequest> requests = new ArrayList<>();
        private int exitCode;

        @Override
        public int run(ConfigReading.Valid configuration, LaunchRequest request) {
            configs.add(configuration.config());
            requests.add(request);
            return exitCode;
        }
    }
}
