package org.dragonfork.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
    @Test
    void needsNothingToBeSet() {
        ServerConfig config = valid(Map.of()).config();

        assertThat(config.address()).hasToString(":8080");
        assertThat(config.log()).isEqualTo(new LogConfig(LogLevel.INFO, 1000));
        assertThat(config.storage()).isEqualTo(new StorageConfig(Path.of("config"), Path.of("data")));
        assertThat(config.name()).isNotEmpty();
        assertThat(config.api().access()).isEqualTo(AccessConfig.OPEN);
        assertThat(config.api().trustedProxies()).isEmpty();
        assertThat(config.api().readOnly()).isFalse();
        assertThat(config.api().auth().enabled()).isFalse();
        assertThat(config.api().auth().jwtSecret()).hasSize(32);
        assertThat(config.ffmpeg())
                .isEqualTo(new FfmpegConfig("", "", 0, AddressPatterns.ANY, AddressPatterns.ANY, 50, 3));
        WebRtcConfig webrtc = config.webrtc();
        assertThat(webrtc.udpPort()).isEqualTo(8189);
        assertThat(webrtc.bindAddress().isAnyLocalAddress()).isTrue();
        assertThat(webrtc.publicAddresses()).isEmpty();
        assertThat(webrtc.legPorts()).isEqualTo(new PortRange(40000, 40199));
        assertThat(webrtc.maxPeersPerStream()).isEqualTo(8);
        assertThat(webrtc.maxPeersTotal()).isEqualTo(64);
        assertThat(webrtc.legTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(webrtc.iceConnectTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(webrtc.consentTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(webrtc.strictEtag()).isFalse();
        assertThat(webrtc.iceServers()).isEmpty();
        assertThat(webrtc.mediaThreads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(webrtc.corsOrigins()).containsExactly("*");
    }

    @Test
    void readsEveryKeyFromTheEnvironment() {
        ServerConfig config = valid(Map.ofEntries(
                        Map.entry("CORE_ID", "dragonfork-truenas"),
                        Map.entry("CORE_ADDRESS", "127.0.0.1:9000"),
                        Map.entry("CORE_LOG_LEVEL", "Debug"),
                        Map.entry("CORE_NAME", "The hall"),
                        Map.entry("CORE_LOG_MAX_LINES", "7"),
                        Map.entry("CORE_DB_DIR", "/core/config"),
                        Map.entry("CORE_STORAGE_DISK_DIR", "/core/data"),
                        Map.entry("CORE_API_READ_ONLY", "T"),
                        Map.entry("CORE_API_ACCESS_HTTP_ALLOW", "10.0.0.0/8,::1"),
                        Map.entry("CORE_API_ACCESS_HTTP_BLOCK", "10.0.0.9"),
                        Map.entry("CORE_API_TRUSTED_PROXIES", "192.168.0.1"),
                        Map.entry("CORE_API_AUTH_ENABLE", "true"),
                        Map.entry("CORE_API_AUTH_DISABLE_LOCALHOST", "1"),
                        Map.entry("CORE_API_AUTH_USERNAME", "admin"),
                        Map.entry("CORE_API_AUTH_PASSWORD", "letmein"),
                        Map.entry("CORE_API_AUTH_JWT_SECRET", "0123456789abcdef"),
                        Map.entry("CORE_FFMPEG_MAXPROCESSES", "12"),
                        Map.entry("CORE_FFMPEG_ACCESS_INPUT_ALLOW", "^rtsp:// ^srt://"),
                        Map.entry("CORE_FFMPEG_ACCESS_INPUT_BLOCK", "a,b"),
                        Map.entry("CORE_FFMPEG_ACCESS_OUTPUT_ALLOW", "x"),
                        Map.entry("CORE_FFMPEG_ACCESS_OUTPUT_BLOCK", "y z"),
                        Map.entry("CORE_FFMPEG_LOG_MAX_LINES", "20"),
                        Map.entry("CORE_FFMPEG_LOG_MAX_HISTORY", "0"),
                        Map.entry("CORE_FFMPEG_BINARY", "/opt/ffmpeg"),
                        Map.entry("DRAGONFORK_FFMPEG_CACHE", "/cache/ffmpeg"),
                        Map.entry("CORE_WEBRTC_UDP_MUX_PORT", "3478"),
                        Map.entry("CORE_WEBRTC_BIND_ADDRESS", "::1"),
                        Map.entry("CORE_WEBRTC_PUBLIC_IP", "203.0.113.1"),
                        Map.entry("CORE_WEBRTC_NAT_1_TO_1_IPS", "203.0.113.1, 2001:db8::1"),
                        Map.entry("CORE_WEBRTC_UDP_PORT_MIN", "50000"),
                        Map.entry("CORE_WEBRTC_UDP_PORT_MAX", "50000"),
                        Map.entry("CORE_WEBRTC_MAX_PEERS_PER_STREAM", "3"),
                        Map.entry("CORE_WEBRTC_MAX_PEERS_TOTAL", "4"),
                        Map.entry("CORE_WEBRTC_LEG_TIMEOUT_SECONDS", "6"),
                        Map.entry("CORE_WEBRTC_ICE_CONNECT_TIMEOUT_SECONDS", "7"),
                        Map.entry("CORE_WEBRTC_CONSENT_TIMEOUT_SECONDS", "8"),
                        Map.entry("CORE_METRICS_ENABLE_PROMETHEUS", "F"),
                        Map.entry("CORE_METRICS_ENABLE_JVM", "0"),
                        Map.entry("CORE_METRICS_ENABLE_PACKET_FORWARD", "1"),
                        Map.entry("CORE_METRICS_ALLOW", "10.0.0.0/8"),
                        Map.entry("CORE_METRICS_BLOCK", "10.0.0.9"),
                        Map.entry("CORE_METRICS_BEARER_TOKEN", "0123456789abcdef"),
                        Map.entry("CORE_METRICS_USERNAME", "prometheus"),
                        Map.entry("CORE_METRICS_PASSWORD", "correct horse"),
                        Map.entry("CORE_WEBRTC_STRICT_ETAG", "t"),
                        Map.entry("CORE_WEBRTC_ICE_SERVERS", "stun:a.example, turn:b.example|me|secret"),
                        Map.entry("CORE_WEBRTC_STUN_SERVERS", "stun.example,stun:192.0.2.1:19302"),
                        Map.entry("CORE_WEBRTC_ENABLE", "false"),
                        Map.entry("CORE_WEBRTC_GATHER_TIMEOUT_SECONDS", "11"),
                        Map.entry("CORE_WEBRTC_ON_DEMAND_START_TIMEOUT_SECONDS", "12"),
                        Map.entry("CORE_WEBRTC_ON_DEMAND_STOP_DELAY_SECONDS", "13"),
                        Map.entry("CORE_WEBRTC_MEDIA_THREADS", "9"),
                        Map.entry("CORE_WEBRTC_DATAGRAM_SINK", "mmsg"),
                        Map.entry("CORE_WEBRTC_PACING", "true"),
                        Map.entry("CORE_WEBRTC_SRTP_PROVIDER", "jce"),
                        Map.entry("CORE_WEBRTC_CORS_ORIGINS", "https://a.example,http://localhost:3000")))
                .config();

        assertThat(config)
                .isEqualTo(new ServerConfig(
                        "dragonfork-truenas",
                        "The hall",
                        new ListenAddress("127.0.0.1", 9000),
                        new LogConfig(LogLevel.DEBUG, 7),
                        new ApiConfig(
                                true,
                                new AccessConfig(
                                        List.of(range("10.0.0.0", 8), range("::1", 128)),
                                        List.of(range("10.0.0.9", 32))),
                                List.of(range("192.168.0.1", 32)),
                                new AuthConfig(true, true, "admin", "letmein", "0123456789abcdef")),
                        new StorageConfig(Path.of("/core/config"), Path.of("/core/data")),
                        new FfmpegConfig(
                                "/opt/ffmpeg",
                                "/cache/ffmpeg",
                                12,
                                new AddressPatterns(List.of("^rtsp://", "^srt://"), List.of("a,b")),
                                new AddressPatterns(List.of("x"), List.of("y", "z")),
                                20,
                                0),
                        new WebRtcConfig(
                                false,
                                3478,
                                InetAddress.ofLiteral("::1"),
                                List.of(InetAddress.ofLiteral("203.0.113.1"), InetAddress.ofLiteral("2001:db8::1")),
                                new PortRange(50000, 50000),
                                3,
                                4,
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(7),
                                Duration.ofSeconds(8),
                                true,
                                List.of(
                                        new IceServer("stun:a.example", "", ""),
                                        new IceServer("turn:b.example", "me", "secret")),
                                new GatherConfig(
                                        List.of(
                                                InetSocketAddress.createUnresolved("stun.example", 3478),
                                                InetSocketAddress.createUnresolved("192.0.2.1", 19302)),
                                        Duration.ofSeconds(11)),
                                new OnDemandConfig(Duration.ofSeconds(12), Duration.ofSeconds(13)),
                                9,
                                new SendingConfig(SendingConfig.Sink.MMSG, true, SendingConfig.Srtp.JCE),
                                List.of("https://a.example", "http://localhost:3000")),
                        new MetricsConfig(
                                false,
                                false,
                                true,
                                List.of(range("10.0.0.0", 8)),
                                List.of(range("10.0.0.9", 32)),
                                "0123456789abcdef",
                                "prometheus",
                                "correct horse")));
    }

    @Test
    void commandLineCountsMoreThanTheEnvironment() {
        ConfigReading reading = ConfigReader.read(Map.of("CORE_ADDRESS", "nonsense"), Map.of("address", ":1234"));

        assertThat(valid(reading).config().address().port()).isEqualTo(1234);
    }

    @Test
    void emptyValueCountsAsNotGiven() {
        ServerConfig config = valid(Map.of("CORE_ADDRESS", "", "CORE_WEBRTC_MEDIA_THREADS", " "))
                .config();

        assertThat(config.address().port()).isEqualTo(8080);
    }

    @Test
    void reportsAllMistakesTogetherInOneLineEach() {
        List<ConfigMistake> mistakes = invalid(Map.of(
                "CORE_WEBRTC_MAX_PEERS_TOTAL", "many",
                "CORE_ADDRESS", "here",
                "CORE_WEBRTC_STRICT_ETAG", "perhaps",
                "CORE_LOG_LEVEL", "loud"));

        assertThat(mistakes)
                .extracting(ConfigMistake::line)
                .containsExactly(
                        "address (CORE_ADDRESS) is \"here\"; allowed: port, :port, host:port or [IPv6 address]:port",
                        "log.level (CORE_LOG_LEVEL) is \"loud\"; allowed: silent, error, warn, info or debug",
                        "webrtc.max_peers_total (CORE_WEBRTC_MAX_PEERS_TOTAL) is \"many\"; allowed: a whole number"
                                + " from 1 to 100000",
                        "webrtc.strict_etag (CORE_WEBRTC_STRICT_ETAG) is \"perhaps\"; allowed: 1, t, true, 0, f or"
                                + " false");
    }

    @Test
    void saysWhenAMistakeCameFromTheCommandLine() {
        ConfigReading reading = ConfigReader.read(Map.of(), Map.of("webrtc.udp_mux_port", "70000"));

        assertThat(reading)
                .asInstanceOf(type(ConfigReading.Invalid.class))
                .extracting(invalid -> invalid.mistakes().getFirst().key())
                .isEqualTo("webrtc.udp_mux_port (command line)");
    }

    @ParameterizedTest
    @CsvSource({
        "CORE_ID, two words",
        "CORE_ADDRESS, 65536",
        "CORE_WEBRTC_UDP_MUX_PORT, -1",
        "CORE_WEBRTC_UDP_MUX_PORT, 40100",
        "CORE_WEBRTC_UDP_MUX_PORT, 99999999999",
        "CORE_WEBRTC_BIND_ADDRESS, example.org",
        "CORE_WEBRTC_PUBLIC_IP, 300.0.0.1",
        "CORE_WEBRTC_PUBLIC_IP, '10.0.0.1,10.0.0.2'",
        "CORE_WEBRTC_NAT_1_TO_1_IPS, '10.0.0.1,home'",
        "CORE_WEBRTC_UDP_PORT_MIN, 0",
        "CORE_WEBRTC_UDP_PORT_MAX, 39999",
        "CORE_WEBRTC_MAX_PEERS_PER_STREAM, 0",
        "CORE_WEBRTC_LEG_TIMEOUT_SECONDS, 5s",
        "CORE_WEBRTC_ICE_SERVERS, turn:host",
        "CORE_WEBRTC_STUN_SERVERS, turn:host",
        "CORE_WEBRTC_STUN_SERVERS, host:70000",
        "CORE_WEBRTC_GATHER_TIMEOUT_SECONDS, 61",
        "CORE_WEBRTC_MEDIA_THREADS, 0",
        "CORE_WEBRTC_CORS_ORIGINS, example.org",
        "CORE_LOG_MAX_LINES, -1",
        "CORE_API_ACCESS_HTTP_ALLOW, everybody",
        "CORE_API_TRUSTED_PROXIES, 10.1",
        "CORE_API_AUTH_JWT_SECRET, short",
        "CORE_FFMPEG_MAXPROCESSES, many",
        "CORE_FFMPEG_ACCESS_INPUT_BLOCK, 'good ('",
    })
    void refusesWhatCannotWork(String name, String value) {
        assertThat(invalid(Map.of(name, value)))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.key()).contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "t", "T", "true", "TRUE", "True"})
    void loginNeedsANameAndAPassword(String yes) {
        assertThat(invalid(Map.of("CORE_API_AUTH_ENABLE", yes)))
                .extracting(ConfigMistake::key)
                .containsExactly("api.auth.username", "api.auth.password");
        assertThat(valid(Map.of("CORE_API_AUTH_ENABLE", yes, "RS_USERNAME", "me", "RS_PASSWORD", "pa55word"))
                        .config()
                        .api()
                        .auth()
                        .enabled())
                .isTrue();
    }

    @Test
    void neverRepeatsASecret() {
        String secrets = "turn:host|me|pa55word,turn:pa55word@host";

        assertThat(invalid(Map.of("CORE_WEBRTC_ICE_SERVERS", secrets)).toString())
                .doesNotContain("pa55word");
        assertThat(valid(Map.of(
                                "CORE_WEBRTC_ICE_SERVERS", "turn:host|me|pa55word",
                                "CORE_METRICS_BEARER_TOKEN", "pa55word-pa55word",
                                "CORE_API_AUTH_PASSWORD", "pa55word",
                                "CORE_API_AUTH_JWT_SECRET", "pa55word-pa55word"))
                        .toString())
                .doesNotContain("pa55word");
        ConfigReading.Valid made = valid(Map.of());
        assertThat(made.toString()).doesNotContain(made.config().api().auth().jwtSecret());
    }

    @Test
    void makesWhatEveryServerNeedsAndSaysSo() {
        ConfigReading.Valid first = valid(Map.of());
        ConfigReading.Valid second = valid(Map.of());

        assertThat(first.config().id()).isNotEqualTo(second.config().id());
        assertThat(first.generated())
                .containsOnlyKeys(ConfigKey.ID, ConfigKey.NAME, ConfigKey.API_AUTH_JWT_SECRET)
                .containsEntry(ConfigKey.ID, first.config().id())
                .containsEntry(ConfigKey.NAME, first.config().name());
        assertThat(valid(Map.of("CORE_ID", "lasting")).generated()).doesNotContainKey(ConfigKey.ID);
    }

    @Test
    void takesAndNotesOldNamesOfVariables() {
        ConfigReading.Valid old = valid(Map.of("CORE_LOG_MAXLINES", "5"));

        assertThat(old.config().log().maxLines()).isEqualTo(5);
        assertThat(old.notes())
                .containsExactly(
                        "CORE_LOG_MAXLINES is an old name of CORE_LOG_MAX_LINES, which should be used instead");
        assertThat(valid(Map.of("CORE_LOG_MAXLINES", "5", "CORE_LOG_MAX_LINES", "6")))
                .satisfies(both -> assertThat(both.config().log().maxLines()).isEqualTo(6))
                .satisfies(both -> assertThat(both.notes()).isEmpty());
    }

    @Test
    void ffmpegIsNoChoiceOfABinary() {
        assertThat(valid(Map.of("CORE_FFMPEG_BINARY", "ffmpeg"))
                        .config()
                        .ffmpeg()
                        .binary())
                .isEmpty();
    }

    @Test
    void notesVariablesThatHaveNoEffectWithoutTheirValue() {
        List<String> notes = valid(Map.of("CORE_ID", "x", "CORE_API_AUTH_PIN", "pa55word", "HOME", "/root"))
                .notes();

        assertThat(notes)
                .singleElement()
                .asString()
                .contains("CORE_API_AUTH_PIN")
                .doesNotContain("pa55word");
    }

    @Test
    void callerMayNotOverrideWhatDoesNotExist() {
        assertThatThrownBy(() -> ConfigReader.read(Map.of(), Map.of("no.such.key", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such.key");
    }

    private static AddressRange range(String base, int prefix) {
        return new AddressRange(InetAddress.ofLiteral(base), prefix);
    }

    private static ConfigReading.Valid valid(Map<String, String> environment) {
        return valid(ConfigReader.read(environment, Map.of()));
    }

    private static ConfigReading.Valid valid(ConfigReading reading) {
        return switch (reading) {
            case ConfigReading.Valid valid -> valid;
            case ConfigReading.Invalid invalid -> throw new AssertionError(invalid.toString());
        };
    }

    private static List<ConfigMistake> invalid(Map<String, String> environment) {
        return switch (ConfigReader.read(environment, Map.of())) {
            case ConfigReading.Valid valid -> throw new AssertionError(valid.toString());
            case ConfigReading.Invalid invalid -> invalid.mistakes();
        };
    }
}
