package org.dragonfork.server.config;

import static org.dragonfork.server.config.ValueForm.FLAG;
import static org.dragonfork.server.config.ValueForm.LIST;
import static org.dragonfork.server.config.ValueForm.NUMBER;
import static org.dragonfork.server.config.ValueForm.TEXT;
import static org.dragonfork.server.config.ValueForm.WORDS;

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
            TEXT,
            "",
            "1 to 100 characters without blanks, control characters, quotes or backslashes",
            "Name of this server for machines, the `core` label of its metrics. Not set: a random UUID, kept in the"
                    + " file."),
    NAME(
            "name",
            TEXT,
            "",
            "1 to 100 characters, none of them a control character",
            "Name of this server for people. Not set: two random words, kept in the file."),
    ADDRESS(
            "address",
            TEXT,
            ":8080",
            "port, :port, host:port or [IPv6 address]:port",
            "Where the HTTP server listens. Port 0: a free one, chosen at start."),
    LOG_LEVEL("log.level", TEXT, "info", "silent, error, warn, info or debug", "How much is logged."),
    LOG_MAX_LINES(
            "log.max_lines",
            NUMBER,
            "1000",
            "a whole number from 0 to 100000",
            "Newest lines of the log that are kept in memory for `/api/v3/log`."),
    DB_DIR(
            "db.dir",
            TEXT,
            "./config",
            "path of a folder",
            "Folder of `db.json`, which holds the processes. It is made when it is missing."),
    API_READ_ONLY(
            "api.read_only",
            FLAG,
            "false",
            "1, t, true, 0, f or false",
            "Whether the API changes nothing: the routes that would are not there."),
    API_ACCESS_HTTP_ALLOW(
            "api.access.http.allow",
            LIST,
            "",
            "IP addresses and ranges such as 192.168.0.0/16, separated by commas",
            "Who may use `/api` and `/metrics`, by address. Not set: everybody."),
    API_ACCESS_HTTP_BLOCK(
            "api.access.http.block",
            LIST,
            "",
            "IP addresses and ranges such as 192.168.0.0/16, separated by commas",
            "Who may not, even when `api.access.http.allow` has the address."),
    API_TRUSTED_PROXIES(
            "api.trusted_proxies",
            LIST,
            "",
            "IP addresses and ranges such as 192.168.0.0/16, separated by commas",
            "Proxies in front of this server: of a request from one of these, `X-Forwarded-For` says whose it is. Not"
                    + " set: nobody is believed."),
    API_AUTH_ENABLE(
            "api.auth.enable",
            FLAG,
            "false",
            "1, t, true, 0, f or false",
            "Whether the API asks for a login. Off: what changes processes answers this machine only."),
    API_AUTH_DISABLE_LOCALHOST(
            "api.auth.disable_localhost",
            FLAG,
            "false",
            "1, t, true, 0, f or false",
            "Whether programs on this machine need no login."),
    API_AUTH_USERNAME(
            "api.auth.username",
            TEXT,
            "",
            "1 to 100 characters, none of them a control character; needed with api.auth.enable",
            "Name for the login."),
    API_AUTH_PASSWORD(
            "api.auth.password",
            TEXT,
            "",
            "1 to 500 characters, none of them a control character; needed with api.auth.enable",
            "Password of that name. Another one makes all tokens worthless."),
    API_AUTH_JWT_SECRET(
            "api.auth.jwt.secret",
            TEXT,
            "",
            "16 to 500 characters, none of them a control character",
            "Signs the tokens, together with name and password. Not set: random, kept in the file."),
    STORAGE_DISK_DIR(
            "storage.disk.dir",
            TEXT,
            "./data",
            "path of a folder",
            "Folder that outputs of processes are written to, and pages of your own are served from."),
    FFMPEG_BINARY(
            "ffmpeg.binary",
            TEXT,
            "",
            "name or path of a program",
            "The FFmpeg to run. Not set: `ffmpeg` on the `PATH`, else the one the launcher fetched."),
    FFMPEG_MAX_PROCESSES(
            "ffmpeg.max_processes",
            NUMBER,
            "0",
            "a whole number from 0 to 100000",
            "Most FFmpegs that may run at one time. 0: no limit."),
    FFMPEG_ACCESS_INPUT_ALLOW(
            "ffmpeg.access.input.allow",
            WORDS,
            "",
            "regular expressions, separated by blanks",
            "What the address of an input must match. Not set: anything."),
    FFMPEG_ACCESS_INPUT_BLOCK(
            "ffmpeg.access.input.block",
            WORDS,
            "",
            "regular expressions, separated by blanks",
            "What the address of an input must not match."),
    FFMPEG_ACCESS_OUTPUT_ALLOW(
            "ffmpeg.access.output.allow",
            WORDS,
            "",
            "regular expressions, separated by blanks",
            "What the address of an output must match. Not set: anything."),
    FFMPEG_ACCESS_OUTPUT_BLOCK(
            "ffmpeg.access.output.block",
            WORDS,
            "",
            "regular expressions, separated by blanks",
            "What the address of an output must not match."),
    FFMPEG_LOG_MAX_LINES(
            "ffmpeg.log.max_lines",
            NUMBER,
            "50",
            "a whole number from 0 to 10000",
            "Newest lines of FFmpeg kept for the report of a process."),
    FFMPEG_LOG_MAX_HISTORY(
            "ffmpeg.log.max_history",
            NUMBER,
            "3",
            "a whole number from 0 to 1000",
            "Ended runs of a process whose report is kept."),
    METRICS_ENABLE_PROMETHEUS(
            "metrics.enable_prometheus",
            FLAG,
            "true",
            "1, t, true, 0, f or false",
            "Whether `/metrics` gives numbers to a Prometheus."),
    METRICS_ENABLE_JVM(
            "metrics.enable_jvm",
            FLAG,
            "true",
            "1, t, true, 0, f or false",
            "Whether `/metrics` has the families `jvm_*` and `process_*` of this Java machine and its process."),
    METRICS_ENABLE_PACKET_FORWARD(
            "metrics.enable_packet_forward",
            FLAG,
            "false",
            "1, t, true, 0, f or false",
            "Whether one packet in 1024 is timed on its way through this server, for a histogram."),
    METRICS_ALLOW(
            "metrics.allow",
            LIST,
            "",
            "IP addresses and ranges such as 192.168.0.0/16, separated by commas",
            "Who may read `/metrics`, by the address of the connection. Not set: everybody."),
    METRICS_BLOCK(
            "metrics.block",
            LIST,
            "",
            "IP addresses and ranges such as 192.168.0.0/16, separated by commas",
            "Who may not, even when `metrics.allow` has the address."),
    METRICS_BEARER_TOKEN(
            "metrics.bearer_token",
            TEXT,
            "",
            "16 to 500 letters, digits and characters of -._~+/=",
            "Token that a scraper must send (`authorization: credentials` in Prometheus)."),
    METRICS_USERNAME(
            "metrics.username",
            TEXT,
            "",
            "1 to 100 characters without colons, together with metrics.password",
            "Name that a scraper must send (`basic_auth` in Prometheus). With a token as well, either is enough."),
    METRICS_PASSWORD(
            "metrics.password",
            TEXT,
            "",
            "8 to 500 characters, together with metrics.username",
            "Password of that name."),
    WEBRTC_ENABLE(
            "webrtc.enable",
            FLAG,
            "true",
            "1, t, true, 0, f or false",
            "Whether streams can be watched. Off: no route of WHEP and of streams, no UDP port, and processes run"
                    + " without legs."),
    WEBRTC_UDP_MUX_PORT(
            "webrtc.udp_mux_port",
            NUMBER,
            "8189",
            "a whole number from 0 to 65535, outside of webrtc.udp_port_min to webrtc.udp_port_max",
            "The one UDP port of all viewers; open it in the firewall. 0: a free one, chosen at start."),
    WEBRTC_BIND_ADDRESS(
            "webrtc.bind_address",
            TEXT,
            "",
            "an IP address of this machine",
            "Local address of that port. Not set: all addresses."),
    WEBRTC_PUBLIC_IP(
            "webrtc.public_ip",
            TEXT,
            "",
            "an IP address",
            "Address at which viewers reach this server, announced in place of those of the machine (NAT)."),
    WEBRTC_NAT_1_TO_1_IPS(
            "webrtc.nat_1_to_1_ips",
            LIST,
            "",
            "IP addresses, separated by commas",
            "More such addresses, for instance one of IPv4 and one of IPv6."),
    WEBRTC_UDP_PORT_MIN(
            "webrtc.udp_port_min",
            NUMBER,
            "40000",
            "a whole number from 1 to 65535",
            "First loopback port for what FFmpeg sends to this server. Not for the firewall."),
    WEBRTC_UDP_PORT_MAX(
            "webrtc.udp_port_max",
            NUMBER,
            "40199",
            "a whole number from webrtc.udp_port_min to 65535",
            "Last of these ports. A stream takes one port for video and one for audio."),
    WEBRTC_MAX_PEERS_PER_STREAM(
            "webrtc.max_peers_per_stream",
            NUMBER,
            "8",
            "a whole number from 1 to 100000",
            "Most viewers of one stream."),
    WEBRTC_MAX_PEERS_TOTAL(
            "webrtc.max_peers_total", NUMBER, "64", "a whole number from 1 to 100000", "Most viewers of all streams."),
    WEBRTC_LEG_TIMEOUT_SECONDS(
            "webrtc.leg_timeout_seconds",
            NUMBER,
            "5",
            "a whole number from 1 to 3600",
            "Silence of video or audio after which a stream counts as failed."),
    WEBRTC_ICE_CONNECT_TIMEOUT_SECONDS(
            "webrtc.ice_connect_timeout_seconds",
            NUMBER,
            "15",
            "a whole number from 1 to 3600",
            "Time a viewer has to connect after the answer."),
    WEBRTC_CONSENT_TIMEOUT_SECONDS(
            "webrtc.consent_timeout_seconds",
            NUMBER,
            "30",
            "a whole number from 1 to 3600",
            "Time after which a viewer that does not answer any more is let go (RFC 7675)."),
    WEBRTC_STRICT_ETAG(
            "webrtc.strict_etag",
            FLAG,
            "false",
            "1, t, true, 0, f or false",
            "Whether a WHEP PATCH without If-Match is refused with 428."),
    WEBRTC_ICE_SERVERS(
            "webrtc.ice_servers",
            LIST,
            "",
            "stun:host[:port] and turn:host[:port][?transport=udp]|user|credential, separated by commas",
            "STUN and TURN servers that viewers are told of. Anyone who may watch reads the credential."),
    WEBRTC_STUN_SERVERS(
            "webrtc.stun_servers",
            LIST,
            "",
            "host, host:port or stun:host:port, separated by commas",
            "STUN servers that this server asks for its public address, when `webrtc.public_ip` and"
                    + " `webrtc.nat_1_to_1_ips` are not set. UDP port `webrtc.udp_mux_port` must be forwarded all the same."),
    WEBRTC_GATHER_TIMEOUT_SECONDS(
            "webrtc.gather_timeout_seconds",
            NUMBER,
            "5",
            "a whole number from 1 to 60",
            "Time a viewer's request waits for them; without any address by then it is answered with 504."),
    WEBRTC_ON_DEMAND_START_TIMEOUT_SECONDS(
            "webrtc.on_demand_start_timeout_seconds",
            NUMBER,
            "10",
            "a whole number from 1 to 25",
            "Time a viewer's request waits for a stream with `on_demand` to start; then it is answered with 504. Proxies"
                    + " in front must wait longer."),
    WEBRTC_ON_DEMAND_STOP_DELAY_SECONDS(
            "webrtc.on_demand_stop_delay_seconds",
            NUMBER,
            "60",
            "a whole number from 1 to 86400",
            "Time such a stream runs on after its last viewer."),
    WEBRTC_MEDIA_THREADS(
            "webrtc.media_threads",
            NUMBER,
            "",
            "a whole number from 1 to 1024",
            "Threads that send to viewers. Not set: as many as there are processors."),
    WEBRTC_DATAGRAM_SINK(
            "webrtc.datagram_sink",
            TEXT,
            "auto",
            "auto, gso, mmsg or nio",
            "How packets leave: `gso` one call for all packets of some viewers (Linux), `mmsg` one call for many"
                    + " packets (Linux), `nio` one call for each, and on a machine with several addresses only with"
                    + " `webrtc.bind_address`. `auto`: the first that works, in this order."),
    WEBRTC_PACING(
            "webrtc.pacing",
            FLAG,
            "false",
            "1, t, true, 0, f or false",
            "Whether a burst of more than 32 packets, a key frame of a large stream, is spread over 3 ms for the sake"
                    + " of narrow lines."),
    WEBRTC_SRTP_PROVIDER(
            "webrtc.srtp_provider",
            TEXT,
            "auto",
            "auto, jce or openssl",
            "Whose AES protects packets: that of the JDK or that of the system's OpenSSL. `auto`: OpenSSL where it is"
                    + " 3.2 or newer, which is where it is faster."),
    WEBRTC_CORS_ORIGINS(
            "webrtc.cors_origins",
            LIST,
            "*",
            "* or origins such as https://example.org, separated by commas",
            "Web pages of which origins may use WHEP.");

    private final String key;
    private final ValueForm form;
    private final String defaultText;
    private final String allowed;
    private final String meaning;

    ConfigKey(String key, ValueForm form, String defaultText, String allowed, String meaning) {
        this.key = key;
        this.form = form;
        this.defaultText = defaultText;
        this.allowed = allowed;
        this.meaning = meaning;
    }

    /** The key as it is written, for instance {@code webrtc.udp_mux_port}. */
    public String key() {
        return key;
    }

    /** The environment variable, for instance {@code CORE_WEBRTC_UDP_MUX_PORT}; the original names one otherwise. */
    public String environmentName() {
        return this == FFMPEG_MAX_PROCESSES
                ? "CORE_FFMPEG_MAXPROCESSES"
                : "CORE_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** A variable of older versions of the original that still counts when the right one is not set; empty for none. */
    String oldEnvironmentName() {
        return switch (this) {
            case API_AUTH_USERNAME -> "RS_USERNAME";
            case API_AUTH_PASSWORD -> "RS_PASSWORD";
            case LOG_MAX_LINES -> "CORE_LOG_MAXLINES";
            case FFMPEG_MAX_PROCESSES -> "CORE_FFMPEG_MAX_PROCESSES";
            case FFMPEG_LOG_MAX_LINES -> "CORE_FFMPEG_LOG_MAXLINES";
            case FFMPEG_LOG_MAX_HISTORY -> "CORE_FFMPEG_LOG_MAXHISTORY";
            default -> "";
        };
    }

    ValueForm form() {
        return form;
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
        return switch (this) {
            case WEBRTC_ICE_SERVERS, METRICS_BEARER_TOKEN, METRICS_PASSWORD, API_AUTH_PASSWORD, API_AUTH_JWT_SECRET ->
                true;
            default -> false;
        };
    }

    /** The key that is written {@code key}, if there is one. */
    static Optional<ConfigKey> of(String key) {
        return Arrays.stream(values()).filter(k -> k.key.equals(key)).findFirst();
    }
}
