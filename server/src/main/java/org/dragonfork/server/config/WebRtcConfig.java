package org.dragonfork.server.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Everything under {@code webrtc.}; {@link ConfigKey} says what each means.
 *
 * @param enabled whether streams can be watched at all; if not, the rest has no effect
 * @param udpPort the one port of all viewers, 0 for a free one chosen at start
 * @param bindAddress local address of that port, the wildcard address for all
 * @param publicAddresses addresses to announce in place of those of the machine, empty for those of the machine
 * @param legPorts loopback ports for what FFmpeg sends
 * @param iceServers servers that viewers are told of
 * @param gathering how the public address is found out
 * @param onDemand how streams are started for their viewers
 * @param mediaThreads threads that send to viewers
 * @param sending how packets are protected and sent
 * @param corsOrigins origins of pages that may use WHEP, {@code *} for any
 */
public record WebRtcConfig(
        boolean enabled,
        int udpPort,
        InetAddress bindAddress,
        List<InetAddress> publicAddresses,
        PortRange legPorts,
        int maxPeersPerStream,
        int maxPeersTotal,
        Duration legTimeout,
        Duration iceConnectTimeout,
        Duration consentTimeout,
        boolean strictEtag,
        List<IceServer> iceServers,
        GatherConfig gathering,
        OnDemandConfig onDemand,
        int mediaThreads,
        SendingConfig sending,
        List<String> corsOrigins) {
    /** @throws IllegalArgumentException when a limit or a number of threads is below 1, or the two kinds of port overlap */
    public WebRtcConfig {
        publicAddresses = List.copyOf(publicAddresses);
        iceServers = List.copyOf(iceServers);
        corsOrigins = List.copyOf(corsOrigins);
        if (maxPeersPerStream < 1 || maxPeersTotal < 1 || mediaThreads < 1) {
            throw new IllegalArgumentException("limits on viewers and the number of media threads are at least 1");
        }
        if (legPorts.contains(udpPort)) {
            throw new IllegalArgumentException("UDP port " + udpPort + " is one of the ports of the legs");
        }
    }
}
