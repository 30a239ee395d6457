package org.dragonfork.server.config;

import static org.dragonfork.server.config.ConfigKey.ADDRESS;
import static org.dragonfork.server.config.ConfigKey.API_AUTH_ENABLE;
import static org.dragonfork.server.config.ConfigKey.FFMPEG_BINARY;
import static org.dragonfork.server.config.ConfigKey.ID;
import static org.dragonfork.server.config.ConfigKey.LOG_LEVEL;
import static org.dragonfork.server.config.ConfigKey.METRICS_ALLOW;
import static org.dragonfork.server.config.ConfigKey.METRICS_BEARER_TOKEN;
import static org.dragonfork.server.config.ConfigKey.METRICS_BLOCK;
import static org.dragonfork.server.config.ConfigKey.METRICS_ENABLE_JVM;
import static org.dragonfork.server.config.ConfigKey.METRICS_ENABLE_PACKET_FORWARD;
import static org.dragonfork.server.config.ConfigKey.METRICS_ENABLE_PROMETHEUS;
import static org.dragonfork.server.config.ConfigKey.METRICS_PASSWORD;
import static org.dragonfork.server.config.ConfigKey.METRICS_USERNAME;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_BIND_ADDRESS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_CONSENT_TIMEOUT_SECONDS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_CORS_ORIGINS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_ICE_CONNECT_TIMEOUT_SECONDS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_ICE_SERVERS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_LEG_TIMEOUT_SECONDS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_MAX_PEERS_PER_STREAM;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_MAX_PEERS_TOTAL;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_MEDIA_THREADS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_NAT_1_TO_1_IPS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_PUBLIC_IP;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_STRICT_ETAG;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_UDP_MUX_PORT;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_UDP_PORT_MAX;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_UDP_PORT_MIN;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a configuration of what the environment and the command line say; starts and opens nothing. */
public final class ConfigReader {
    private static final Pattern ID_FORM = Pattern.compile("[^\\s\\p{Cntrl}\"'\\\\]{1,100}");

    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[A-Za-z0-9.\\[\\]:-]+");

    /** A token68 (RFC 7235 section 2.1), too long to be guessed. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{16,500}");

    private static final Pattern LOGIN_NAME = Pattern.compile("[^:\\p{Cntrl}]{1,100}");

    private static final Pattern PASSWORD = Pattern.compile("[^\\p{Cntrl}]{8,500}");

    /** Where the launcher says which FFmpeg it fetched. */
    private static final String FETCHED_FFMPEG = "DRAGONFORK_FFMPEG_CACHE";

    private static final int MOST_VIEWERS = 100_000;

    private static final int HOUR_SECONDS = 3600;

    private final Map<String, String> environment;
    private final ConfigValues values;

    private ConfigReader(Map<String, String> environment, Map<String, String> overrides) {
        this.environment = environment;
        this.values = new ConfigValues(environment, overrides);
    }

    /**
     * Reads everything and reports all mistakes together.
     *
     * @param environment environment variables
     * @param overrides values of the command line by {@linkplain ConfigKey#key() key}; they count more than the environment
     * @throws IllegalArgumentException when an override is of no known key, which is a mistake of the caller
     */
    public static ConfigReading read(Map<String, String> environment, Map<String, String> overrides) {
        for (String key : overrides.keySet()) {
            if (ConfigKey.of(key).isEmpty()) {
                throw new IllegalArgumentException("no such configuration key: " + key);
            }
        }
        return new ConfigReader(environment, overrides).read();
    }

    private ConfigReading read() {
        String id = id();
        ListenAddress address = values.parsed(ADDRESS, ListenAddress::parse, new ListenAddress("", 0));
        LogLevel logLevel = values.parsed(LOG_LEVEL, ConfigReader::logLevel, LogLevel.INFO);
        if (values.flag(API_AUTH_ENABLE)) {
            values.reject(API_AUTH_ENABLE);
        }
        var ffmpeg = new FfmpegConfig(
                values.text(FFMPEG_BINARY),
                environment.getOrDefault(FETCHED_FFMPEG, "").strip());
        MetricsConfig metrics = metrics();
        Optional<WebRtcConfig> webrtc = webrtc();
        if (webrtc.isEmpty() || !values.mistakes().isEmpty()) {
            return new ConfigReading.Invalid(values.mistakes());
        }
        return new ConfigReading.Valid(
                new ServerConfig(id, address, logLevel, webrtc.get(), ffmpeg, metrics), notes(id));
    }

    private String id() {
        String text = values.text(ID);
        if (text.isEmpty()) {
            return UUID.randomUUID().toString();
        }
        return values.parsed(ID, t -> Optional.of(t).filter(ID_FORM.asMatchPredicate()), "unusable");
    }

    /** The part under {@code metrics.}. */
    private MetricsConfig metrics() {
        boolean enabled = values.flag(METRICS_ENABLE_PROMETHEUS);
        boolean jvm = values.flag(METRICS_ENABLE_JVM);
        boolean packetForward = values.flag(METRICS_ENABLE_PACKET_FORWARD);
        List<AddressRange> allow = values.parsedList(METRICS_ALLOW, AddressRange::parse);
        List<AddressRange> block = values.parsedList(METRICS_BLOCK, AddressRange::parse);
        String token = checked(METRICS_BEARER_TOKEN, TOKEN);
        String name = checked(METRICS_USERNAME, LOGIN_NAME);
        String password = checked(METRICS_PASSWORD, PASSWORD);
        if (values.text(METRICS_USERNAME).isEmpty()
                != values.text(METRICS_PASSWORD).isEmpty()) {
            values.reject(name.isEmpty() ? METRICS_USERNAME : METRICS_PASSWORD);
        }
        return values.areGood(METRICS_USERNAME, METRICS_PASSWORD)
                ? new MetricsConfig(enabled, jvm, packetForward, allow, block, token, name, password)
                : MetricsConfig.STANDARD;
    }

    /** A text that may be empty and otherwise has this form. */
    private String checked(ConfigKey key, Pattern form) {
        return values.parsed(
                key,
                text -> Optional.of(text)
                        .filter(t -> t.isEmpty() || form.matcher(t).matches()),
                "");
    }

    /** The part under {@code webrtc.}, nothing when its ports do not fit together. */
    private Optional<WebRtcConfig> webrtc() {
        int udpPort = values.number(WEBRTC_UDP_MUX_PORT, 0, 65535);
        InetAddress bindAddress =
                values.text(WEBRTC_BIND_ADDRESS).isEmpty() ? wildcard() : address(WEBRTC_BIND_ADDRESS);
        List<InetAddress> publicAddresses = Stream.of(WEBRTC_PUBLIC_IP, WEBRTC_NAT_1_TO_1_IPS)
                .flatMap(key -> values.parsedList(key, ConfigReader::literal).stream())
                .distinct()
                .toList();
        if (values.list(WEBRTC_PUBLIC_IP).size() > 1) {
            values.reject(WEBRTC_PUBLIC_IP);
        }
        Optional<PortRange> legPorts = legPorts(udpPort);
        int perStream = values.number(WEBRTC_MAX_PEERS_PER_STREAM, 1, MOST_VIEWERS);
        int total = values.number(WEBRTC_MAX_PEERS_TOTAL, 1, MOST_VIEWERS);
        Duration leg = seconds(WEBRTC_LEG_TIMEOUT_SECONDS);
        Duration iceConnect = seconds(WEBRTC_ICE_CONNECT_TIMEOUT_SECONDS);
        Duration consent = seconds(WEBRTC_CONSENT_TIMEOUT_SECONDS);
        boolean strictEtag = values.flag(WEBRTC_STRICT_ETAG);
        List<IceServer> iceServers = values.parsedList(WEBRTC_ICE_SERVERS, IceServer::parse);
        int mediaThreads = values.text(WEBRTC_MEDIA_THREADS).isEmpty()
                ? Runtime.getRuntime().availableProcessors()
                : values.number(WEBRTC_MEDIA_THREADS, 1, 1024);
        List<String> origins =
                values.parsedList(WEBRTC_CORS_ORIGINS, text -> Optional.of(text).filter(ORIGIN.asMatchPredicate()));
        return legPorts.map(ports -> new WebRtcConfig(
                udpPort,
                bindAddress,
                publicAddresses,
                ports,
                perStream,
                total,
                leg,
                iceConnect,
                consent,
                strictEtag,
                iceServers,
                mediaThreads,
                origins));
    }

    /** The ports of the legs, nothing when there is no such range or the port of the viewers lies in it. */
    private Optional<PortRange> legPorts(int udpPort) {
        int min = values.number(WEBRTC_UDP_PORT_MIN, 1, 65535);
        int max = values.number(WEBRTC_UDP_PORT_MAX, 1, 65535);
        if (!values.areGood(WEBRTC_UDP_MUX_PORT, WEBRTC_UDP_PORT_MIN, WEBRTC_UDP_PORT_MAX)) {
            return Optional.empty();
        }
        if (max < min) {
            values.reject(WEBRTC_UDP_PORT_MAX);
            return Optional.empty();
        }
        var range = new PortRange(min, max);
        if (range.contains(udpPort)) {
            values.reject(WEBRTC_UDP_MUX_PORT);
            return Optional.empty();
        }
        return Optional.of(range);
    }

    private Duration seconds(ConfigKey key) {
        return Duration.ofSeconds(values.number(key, 1, HOUR_SECONDS));
    }

    private InetAddress address(ConfigKey key) {
        return values.parsed(key, ConfigReader::literal, wildcard());
    }

    /** What a person may not expect: a name that changes, and variables that do nothing. */
    private List<String> notes(String id) {
        List<String> notes = new ArrayList<>();
        if (values.text(ID).isEmpty()) {
            notes.add("The id of this server is " + id + " until it stops; set CORE_ID to give it a lasting one");
        }
        List<String> known = Arrays.stream(ConfigKey.values())
                .map(ConfigKey::environmentName)
                .toList();
        environment.keySet().stream()
                .filter(name -> name.startsWith("CORE_") && !known.contains(name))
                .sorted()
                .map(name -> name + " is set, but this version has no such key, so it has no effect")
                .forEach(notes::add);
        return notes;
    }

    private static Optional<LogLevel> logLevel(String text) {
        return Arrays.stream(LogLevel.values())
                .filter(level -> level.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static InetAddress wildcard() {
        return new InetSocketAddress(0).getAddress();
    }
}
