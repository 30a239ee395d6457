package org.dragonfork.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.server.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ConfigLoaderTest {
    private static final Instant NOW = Instant.parse("2026-05-03T12:00:00Z");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void place() throws IOException {
        file = folder.resolve("config").resolve("config.json");
        Files.createDirectory(file.getParent());
    }

    @Test
    void readsEveryFormFromTheFile() throws IOException {
        Files.writeString(file, """
            {"version": 3, "id": "x", "address": 9000, "log": {"level": "debug", "max_lines": 5},
             "api": {"read_only": true, "access": {"http": {"allow": ["10.0.0.0/8", "::1"]}}},
             "ffmpeg": {"access": {"input": {"block": ["a b", "c"]}}, "max_processes": "7"},
             "webrtc": {"nat_1_to_1_ips": "10.0.0.1,10.0.0.2", "strict_etag": "true"}, "db": {"dir": null}}
            """);

        ServerConfig config = valid(Map.of()).config();

        assertThat(config.id()).isEqualTo("x");
        assertThat(config.address().port()).isEqualTo(9000);
        assertThat(config.log()).isEqualTo(new LogConfig(LogLevel.DEBUG, 5));
        assertThat(config.api().readOnly()).isTrue();
        assertThat(config.api().access().allow()).hasSize(2);
        assertThat(config.ffmpeg().inputs().block()).containsExactly("a b", "c");
        assertThat(config.ffmpeg().maxProcesses()).isEqualTo(7);
        assertThat(config.webrtc().publicAddresses()).hasSize(2);
        assertThat(config.webrtc().strictEtag()).isTrue();
        assertThat(config.storage().databaseDir()).isEqualTo(Path.of("config"));
    }

    @Test
    void environmentCountsMoreThanDotEnvAndDotEnvMoreThanTheFile() throws IOException {
        Files.writeString(file, "{\"id\":\"file\",\"name\":\"file\",\"address\":\":1\"}");
        Files.writeString(folder.resolve(".env"), "CORE_NAME=dotenv\nexport CORE_ADDRESS=\":2\" # two\n\n#x\nbad line");

        ConfigReading.Valid valid = valid(Map.of("CORE_ADDRESS", ":3"));

        assertThat(valid.config().id()).isEqualTo("file");
        assertThat(valid.config().name()).isEqualTo("dotenv");
        assertThat(valid.config().address().port()).isEqualTo(3);
        assertThat(valid.notes()).containsExactly(".env, line 5: not NAME=value, so it has no effect");
    }

    @Test
    void keepsWhatItMadeAndWhateverElseStandsThere() throws IOException {
        String before = """
            {"version": 1, "name": "Hall", "mine": {"a": [1, {"b": null}]}, "api": {"auth": {"later": 0.1234567890123456789012345}},
             "rtmp": {"enable": true}, "webrtc": {"whip": {"x": true}}}\
            """;
        Files.writeString(file, before);
        ConfigLoader loader = loader(Map.of("CORE_LOG_LEVEL", "debug", "CORE_WEBRTC_MAX_PEERS_TOTAL", "3"));

        ConfigReading.Valid first = valid(loader);
        assertThat(loader.keep(first, false, NOW)).isEmpty();
        ConfigReading.Valid second = valid(Map.of());

        assertThat(second.config().id()).isEqualTo(first.config().id());
        assertThat(second.config().api().auth().jwtSecret())
                .isEqualTo(first.config().api().auth().jwtSecret());
        assertThat(second.generated()).isEmpty();
        JsonNode after = Json.readOwn(Files.readString(file));
        JsonNode expected = Json.readOwn(before);
        assertThat(after.path("mine")).isEqualTo(expected.path("mine"));
        assertThat(after.path("version").asInt()).isEqualTo(1);
        assertThat(after.path("api").path("auth").path("later").toString()).isEqualTo("0.1234567890123456789012345");
        assertThat(after.path("webrtc")).isEqualTo(expected.path("webrtc"));
        assertThat(after.path("log").isMissingNode()).isTrue();
        assertThat(first.notes())
                .contains("mine in " + file + " is no key of this version; it is kept there and has no effect")
                .contains("rtmp.enable in " + file + " is known, but has no effect in this version");
    }

    @Test
    void newFileIsForItsOwnerOnlyAndLeavesNoDraft() throws IOException {
        ConfigLoader loader = loader(Map.of("CORE_ID", "from-environment"));

        assertThat(loader.keep(valid(loader), false, NOW)).isEmpty();
        assertThat(file).doesNotExist();
        assertThat(loader.keep(valid(loader), true, NOW)).isEmpty();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file));
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
        JsonNode root = Json.readOwn(Files.readString(file));
        assertThat(root.path("version").asInt()).isEqualTo(3);
        assertThat(root.path("created_at").asString()).isEqualTo(NOW.toString());
        assertThat(root.has("id")).isFalse();
    }

    @Test
    void whatNeedsNoChangeIsNotWrittenAgain() throws IOException {
        Files.writeString(
                file, "{ \"id\":\"x\",\"name\":\"y\", \"api\":{\"auth\":{\"jwt\":{\"secret\":\"0123456789abcdef\"}}}}");
        String before = Files.readString(file);
        ConfigLoader loader = loader(Map.of());

        assertThat(loader.keep(valid(loader), true, NOW)).isEmpty();

        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void fileThatCannotBeWrittenIsOneWarning() throws IOException {
        Path blocker = Files.writeString(folder.resolve("blocker"), "");
        ConfigLoader loader = loader(Map.of("CORE_CONFIGFILE", "blocker/config.json"));

        Optional<String> warning = loader.keep(valid(loader), true, NOW);

        assertThat(warning)
                .hasValueSatisfying(line -> assertThat(line)
                        .contains(folder.resolve("blocker").toString(), "cannot be written", "until it stops")
                        .hasLineCount(1));
        assertThat(blocker).isEmptyFile();
    }

    @Test
    void linkStaysALink() throws IOException {
        Path real = Files.writeString(folder.resolve("real.json"), "{}");
        Files.createSymbolicLink(file, real);
        ConfigLoader loader = loader(Map.of());

        loader.keep(valid(loader), false, NOW);

        assertThat(file).isSymbolicLink();
        assertThat(Files.readString(real)).contains("\"id\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"id\":\"a\",\"id\":\"b\"}",
                "{\"version\":4}",
                "{\"version\":\"3\"}",
                "{\"version\":1e999999}",
                "{\"api\":5}",
                "{\"log\":{\"level\":{}}}",
                "{\"address\":[\":1\"]}",
                "{\"address\":{\"x\":1}}",
                "{\"api\":{\"access\":{\"http\":{\"allow\":[{}]}}}}",
                "{\"webrtc\":{\"max_peers_total\":1.5}}",
                "{\"webrtc\":{\"strict_etag\":\"perhaps\"}}",
            })
    void badFileIsRefusedAndStaysAsItIs(String text) throws IOException {
        Files.writeString(file, text);

        assertThat(loader(Map.of()).read())
                .isInstanceOfSatisfying(
                        ConfigReading.Invalid.class,
                        invalid -> assertThat(invalid.mistakes())
                                .isNotEmpty()
                                .allSatisfy(mistake -> assertThat(mistake.line())
                                        .hasLineCount(1)
                                        .contains(file.toString())));
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void mistakesOfFileAndEnvironmentComeTogetherWithoutSecrets() throws IOException {
        Files.writeString(
                file, "{\"api\":{\"auth\":{\"password\":[\"pa55word\"],\"jwt\":{\"secret\":\"pa55\"}}},\"log\":5}");

        ConfigReading reading = loader(Map.of("CORE_ADDRESS", "x")).read();

        assertThat(reading)
                .isInstanceOfSatisfying(
                        ConfigReading.Invalid.class,
                        invalid -> assertThat(invalid.mistakes())
                                .extracting(ConfigMistake::key)
                                .containsExactly(
                                        "api.auth.password (" + file + ")",
                                        "log (" + file + ")",
                                        "address (CORE_ADDRESS)",
                                        "api.auth.jwt.secret (" + file + ")"));
        assertThat(reading.toString()).doesNotContain("pa55");
    }

    @ParameterizedTest
    @CsvSource({
        "'', config/config.json",
        "home/.config/datarhei-core/config.json, home/.config/datarhei-core/config.json",
        "xdg/datarhei-core/config.js, xdg/datarhei-core/config.js",
        "'home/.config/datarhei-core/config.json;config/config.js', config/config.js",
        "'config/config.js;config/config.json', config/config.json",
        "'xdg/datarhei-core/config.json;home/.config/datarhei-core/config.js', home/.config/datarhei-core/config.js",
    })
    void findsTheFileWhereTheOriginalLooks(String existing, String found) throws IOException {
        for (String name : existing.isEmpty() ? List.<String>of() : List.of(existing.split(";", -1))) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "{}");
        }
        Map<String, String> environment = Map.of(
                "HOME", folder.resolve("home").toString(),
                "XDG_CONFIG_HOME", folder.resolve("xdg").toString());

        assertThat(loader(environment).path()).isEqualTo(folder.resolve(found));
        assertThat(ConfigLoader.in(folder, Map.of("CORE_CONFIGFILE", "/etc/d.json"), Map.of())
                        .path())
                .isEqualTo(Path.of("/etc/d.json"));
    }

    private ConfigLoader loader(Map<String, String> environment) {
        return ConfigLoader.in(folder, environment, Map.of());
    }

    private ConfigReading.Valid valid(Map<String, String> environment) {
        return valid(loader(environment));
    }

    private static ConfigReading.Valid valid(ConfigLoader loader) {
        return switch (loader.read()) {
            case ConfigReading.Valid valid -> valid;
            case ConfigReading.Invalid invalid -> throw new AssertionError(invalid.toString());
        };
    }
}
