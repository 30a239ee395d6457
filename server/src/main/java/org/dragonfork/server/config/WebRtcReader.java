package org.dragonfork.server.config;

import static org.dragonfork.server.config.ConfigKey.WEBRTC_BIND_ADDRESS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_CONSENT_TIMEOUT_SECONDS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_CORS_ORIGINS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_DATAGRAM_SINK;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_ENABLE;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_GATHER_TIMEOUT_SECONDS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_ICE_CONNECT_TIMEOUT_SECONDS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_ICE_SERVERS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_LEG_TIMEOUT_SECONDS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_MAX_PEERS_PER_STREAM;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_MAX_PEERS_TOTAL;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_MEDIA_THREADS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_NAT_1_TO_1_IPS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_ON_DEMAND_START_TIMEOUT_SECONDS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_ON_DEMAND_STOP_DELAY_SECONDS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_PACING;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_PUBLIC_IP;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_SRTP_PROVIDER;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_STRICT_ETAG;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_STUN_SERVERS;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_UDP_MUX_PORT;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_UDP_PORT_MAX;
import static org.dragonfork.server.config.ConfigKey.WEBRTC_UDP_PORT_MIN;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what stands under {@code webrtc.}. */
final class WebRtcReader {
    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[A-Za-z0-9.\\[\\]:-]+");

    private static final int MOST_VIEWERS = 100_000;

    private static final int HOUR_SECONDS = 3600;

    private static final int MINUTE_SECONDS = 60;

    private static final int DAY_SECONDS = 86_400;

    /** Below the 30 s after which HAProxy and this server's own connections give up. */
    private static final int LONGEST_WAIT_SECONDS = 25;

    private final ConfigValues values;

    WebRtcReader(ConfigValues values) {
        this.values = values;
    }

    /** Nothing when its ports do not fit together. */
    Optional<WebRtcConfig> read() {
        boolean enabled = values.flag(WEBRTC_ENABLE);
        int udpPort = values.number(WEBRTC_UDP_MUX_PORT, 0, 65535);
        InetAddress bindAddress =
                values.text(WEBRTC_BIND_ADDRESS).isEmpty() ? wildcard() : address(WEBRTC_BIND_ADDRESS);
        List<InetAddress> publicAddresses = Stream.of(WEBRTC_PUBLIC_IP, WEBRTC_NAT_1_TO_1_IPS)
                .flatMap(key -> values.parsedList(key, WebRtcReader::literal).stream())
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
        var gathering = new GatherConfig(
                values.parsedList(WEBRTC_STUN_SERVERS, GatherConfig::parse),
                Duration.ofSeconds(values.number(WEBRTC_GATHER_TIMEOUT_SECONDS, 1, MINUTE_SECONDS)));
        var onDemand = new OnDemandConfig(
                Duration.ofSeconds(values.number(WEBRTC_ON_DEMAND_START_TIMEOUT_SECONDS, 1, LONGEST_WAIT_SECONDS)),
                Duration.ofSeconds(values.number(WEBRTC_ON_DEMAND_STOP_DELAY_SECONDS, 1, DAY_SECONDS)));
        int mediaThreads = values.text(WEBRTC_MEDIA_THREADS).isEmpty()
                ? Runtime.getRuntime().availableProcessors()
                : values.number(WEBRTC_MEDIA_THREADS, 1, 1024);
        var sending = new SendingConfig(
                constant(WEBRTC_DATAGRAM_SINK, SendingConfig.Sink.AUTO),
                values.flag(WEBRTC_PACING),
                constant(WEBRTC_SRTP_PROVIDER, SendingConfig.Srtp.AUTO));
        List<String> origins =
                values.parsedList(WEBRTC_CORS_ORIGINS, text -> Optional.of(text).filter(ORIGIN.asMatchPredicate()));
        return legPorts.map(ports -> new WebRtcConfig(
                enabled,
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
                gathering,
                onDemand,
                mediaThreads,
                sending,
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

    /** A constant of an enum, in lower case. */
    private <E extends Enum<E>> E constant(ConfigKey key, E standIn) {
        return values.parsed(
                key,
                text -> Arrays.stream(standIn.getDeclaringClass().getEnumConstants())
                        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst(),
                standIn);
    }

    private Duration seconds(ConfigKey key) {
        return Duration.ofSeconds(values.number(key, 1, HOUR_SECONDS));
    }

    private InetAddress address(ConfigKey key) {
        return values.parsed(key, WebRtcReader::literal, wildcard());
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
