package org.dragonfork.server.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The keys of the configuration. An environment variable is named {@code CORE_} and the key in upper case, with
 * underscores for dots. The table in {@code docs/configuration.md} is this enum, and a test keeps it so.
 */
public enum ConfigKey {
    ID(
            "id",
            "",
            "1 to 100 characters without blanks, control characters, quotes or backslashes",
            "Name of this server, the `core` label of its metrics. Not set: a new random UUID at every start."),
    ADDRESS(
            "address",
            ":8080",
            "port, :port, host:port or [IPv6 address]:port",
            "Where the HTTP server listens. Port 0: a free one, chosen at start."),
    LOG_LEVEL("log.level", "info", "silent, error, warn, info or debug", "How much is logged."),
    API_AUTH_ENABLE(
            "api.auth.enable",
            "false",
            "false, as this version has no login yet and would stay open where a lock is asked for",
            "Whether the API asks for a login. Not there yet: with `true` the server does not start."),
    FFMPEG_BINARY(
            "ffmpeg.binary",
            "",
            "name or path of a program",
            "The FFmpeg to run. Not set: `ffmpeg` on the `PATH`, else the one the launcher fetched."),
    METRICS_ENABLE_PROMETHEUS(
            "metrics.enable_prometheus",
            "true",
            "1, t, true, 0, f or false",
            "Whether `/metrics` gives numbers to a Prometheus."),
    METRICS_ENABLE_JVM(
            "metrics.enable_jvm",
            "true",
            "1, t, true, 0, f or false",
            "Whether `/metrics` has the families `jvm_*` and `process_*` of this Java machine and its process."),
    METRICS_ENABLE_PACKET_FORWARD(
            "metrics.enable_packet_forward",
            "false",
            "1, t, true, 0, f or false",
            "Whether one packet in 1024 is timed on its way through this server, for a histogram."),
    METRICS_ALLOW(
            "metrics.allow",
            "",
            "IP addresses and ranges such as 192.168.0.0/16, separated by commas",
            "Who may read `/metrics`, by the address of the connection. Not set: everybody."),
    METRICS_BLOCK(
            "metrics.block",
            "",
            "IP addresses and ranges such as 192.168.0.0/16, separated by commas",
            "Who may not, even when `metrics.allow` has the address."),
    METRICS_BEARER_TOKEN(
            "metrics.bearer_token",
            "",
            "16 to 500 letters, digits and characters of -._~+/=",
            "Token that a scraper must send (`authorization: credentials` in Prometheus)."),
    METRICS_USERNAME(
            "metrics.username",
            "",
            "1 to 100 characters without colons, together with metrics.password",
            "Name that a scraper must send (`basic_auth` in Prometheus). With a token as well, either is enough."),
    METRICS_PASSWORD(
            "metrics.password", "", "8 to 500 characters, together with metrics.username", "Password of that name."),
    WEBRTC_UDP_MUX_PORT(
            "webrtc.udp_mux_port",
            "8189",
            "a whole number from 0 to 65535, outside of webrtc.udp_port_min to webrtc.udp_port_max",
            "The one UDP port of all viewers; open it in the firewall. 0: a free one, chosen at start."),
    WEBRTC_BIND_ADDRESS(
            "webrtc.bind_address",
            "",
            "an IP address of this machine",
            "Local address of that port. Not set: all addresses."),
    WEBRTC_PUBLIC_IP(
            "webrtc.public_ip",
            "",
            "an IP address",
            "Address at which viewers reach this server, announced in place of those of the machine (NAT)."),
    WEBRTC_NAT_1_TO_1_IPS(
            "webrtc.nat_1_to_1_ips",
            "",
            "IP addresses, separated by commas",
            "More such addresses, for instance one of IPv4 and one of IPv6."),
    WEBRTC_UDP_PORT_MIN(
            "webrtc.udp_port_min",
            "40000",
            "a whole number from 1 to 65535",
            "First loopback port for what FFmpeg sends to this server. Not for the firewall."),
    WEBRTC_UDP_PORT_MAX(
            "webrtc.udp_port_max",
            "40199",
            "a whole number from webrtc.udp_port_min to 65535",
            "Last of these ports. A stream takes one port for video and one for audio."),
    WEBRTC_MAX_PEERS_PER_STREAM(
            "webrtc.max_peers_per_stream", "8", "a whole number from 1 to 100000", "Most viewers of one stream."),
    WEBRTC_MAX_PEERS_TOTAL(
            "webrtc.max_peers_total", "64", "a whole number from 1 to 100000", "Most viewers of all streams."),
    WEBRTC_LEG_TIMEOUT_SECONDS(
            "webrtc.leg_timeout_seconds",
            "5",
            "a whole number from 1 to 3600",
            "Silence of video or audio after which a stream counts as failed."),
    WEBRTC_ICE_CONNECT_TIMEOUT_SECONDS(
            "webrtc.ice_connect_timeout_seconds",
            "15",
            "a whole number from 1 to 3600",
            "Time a viewer has to connect after the answer."),
    WEBRTC_CONSENT_TIMEOUT_SECONDS(
            "webrtc.consent_timeout_seconds",
            "30",
            "a whole number from 1 to 3600",
            "Time after which a viewer that does not answer any more is let go (RFC 7675)."),
    WEBRTC_STRICT_ETAG(
            "webrtc.strict_etag",
            "false",
            "1, t, true, 0, f or false",
            "Whether a WHEP PATCH without If-Match is refused with 428."),
    WEBRTC_ICE_SERVERS(
            "webrtc.ice_servers",
            "",
            "stun:host[:port] and turn:host[:port][?transport=udp]|user|credential, separated by commas",
            "STUN and TURN servers that viewers are told of. Anyone who may watch reads the credential."),
    WEBRTC_MEDIA_THREADS(
            "webrtc.media_threads",
            "",
            "a whole number from 1 to 1024",
            "Threads that send to viewers. Not set: as many as there are processors."),
    WEBRTC_CORS_ORIGINS(
            "webrtc.cors_origins",
            "*",
            "* or origins such as https://example.org, separated by commas",
            "Web pages of which origins may use WHEP.");

    private final String key;
    private final String defaultText;
    private final String allowed;
    private final String meaning;

    ConfigKey(String key, String defaultText, String allowed, String meaning) {
        this.key = key;
        this.defaultText = defaultText;
        this.allowed = allowed;
        this.meaning = meaning;
    }

    /** The key as it is written, for instance {@code webrtc.udp_mux_port}. */
    public String key() {
        return key;
    }

    /** The environment variable, for instance {@code CORE_WEBRTC_UDP_MUX_PORT}. */
    public String environmentName() {
        return "CORE_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** The value that counts when none is given; empty when that is no fixed text. */
    public String defaultText() {
        return defaultText;
    }

    /** What may be given, for people. */
    public String allowed() {
        return allowed;
    }

    /** What it does, for people, in Markdown. */
    public String meaning() {
        return meaning;
    }

    /** Whether a value may hold a secret, so that no message repeats it. */
    public boolean isSecret() {
        return this == WEBRTC_ICE_SERVERS || this == METRICS_BEARER_TOKEN || this == METRICS_PASSWORD;
    }

    /** The key that is written {@code key}, if there is one. */
    static Optional<ConfigKey> of(String key) {
        return Arrays.stream(values()).filter(k -> k.key.equals(key)).findFirst();
    }
}
