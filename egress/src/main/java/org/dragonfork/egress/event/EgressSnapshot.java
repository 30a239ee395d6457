package org.dragonfork.egress.event;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * The state of everything at one moment, read without entering a media thread. Counts come from the ledger that decides
 * refusals, so a number here is the number a cap is compared with.
 *
 * @param streams every registered stream
 * @param peers places taken: by viewers, and by counter-offers that wait for an answer
 * @param maxPeers limit on {@code peers}
 * @param maxPeersPerStream limit on the viewers of each stream
 * @param portsInUse UDP ports leased to legs
 * @param portsAvailable UDP ports of the pool that are free
 * @param draining whether new viewers are refused because the server stops
 */
public record EgressSnapshot(
        List<StreamSnapshot> streams,
        int peers,
        int maxPeers,
        int maxPeersPerStream,
        int portsInUse,
        int portsAvailable,
        boolean draining) {
    public EgressSnapshot {
        streams = List.copyOf(streams);
    }

    /** The stream of this id, if it is registered. */
    public Optional<StreamSnapshot> stream(StreamId id) {
        return streams.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /**
     * One stream.
     *
     * @param live whether a viewer would get media now
     * @param notLiveReason one line why not, empty when live
     * @param createdAtEpochSeconds when it was registered
     * @param legs its legs, video first
     * @param viewers places taken, also those still connecting and of counter-offers
     * @param maxViewers limit on {@code viewers}
     * @param peers its sessions
     * @param traffic what went to its viewers
     * @param asleep whether its process runs only while it is watched, and nobody watches
     */
    public record StreamSnapshot(
            StreamId id,
            boolean live,
            String notLiveReason,
            long createdAtEpochSeconds,
            List<LegSnapshot> legs,
            int viewers,
            int maxViewers,
            List<PeerSnapshot> peers,
            StreamTraffic traffic,
            boolean asleep) {
        public StreamSnapshot {
            legs = List.copyOf(legs);
            peers = List.copyOf(peers);
        }

        /** One whose process is ordered to run. */
        public StreamSnapshot(
                StreamId id,
                boolean live,
                String notLiveReason,
                long createdAtEpochSeconds,
                List<LegSnapshot> legs,
                int viewers,
                int maxViewers,
                List<PeerSnapshot> peers,
                StreamTraffic traffic) {
            this(id, live, notLiveReason, createdAtEpochSeconds, legs, viewers, maxViewers, peers, traffic, false);
        }
    }

    /**
     * One leg.
     *
     * @param port UDP port on loopback
     * @param codec encoding name as in SDP, empty while unknown
     * @param profile codec details, empty when there are none
     * @param packets RTP packets taken in since registration
     * @param bytes RTP bytes taken in since registration
     * @param pictures that began to come in since registration; 0 for sound
     * @param secondsSinceLastPacket negative when none came yet
     * @param lostPackets RTP packets missing between FFmpeg and here
     * @param lastPacketEpochSeconds when the last one came
     * @param lastKeyFrameEpochSeconds when the last key frame began, for video
     * @param packetsPerSecond RTP packets of about the last second; negative while not known
     * @param bitsPerSecond RTP bits of about the last second; negative while not known
     */
    public record LegSnapshot(
            MediaKind kind,
            int port,
            String codec,
            String profile,
            long packets,
            long bytes,
            long pictures,
            double secondsSinceLastPacket,
            long lostPackets,
            OptionalDouble lastPacketEpochSeconds,
            OptionalDouble lastKeyFrameEpochSeconds,
            double packetsPerSecond,
            double bitsPerSecond) {}

    /**
     * One viewer's session; no personal data.
     *
     * @param state connecting, connected, closed
     * @param addressFamily ipv4, ipv6, or empty before the first authenticated check
     * @param srtpProfile empty before the handshake is done
     * @param lossFraction share of packets lost in the last report of the viewer, 0 to 1
     * @param jitterSeconds of the last report
     * @param roundTripSeconds negative when not known
     * @param stalled whether it is connected but nothing was sent to it for {@link #STALL_SECONDS}
     * @param kinds what of the stream it gets
     */
    public record PeerSnapshot(
            SessionId id,
            String state,
            double ageSeconds,
            String addressFamily,
            String srtpProfile,
            long packetsSent,
            long bytesSent,
            double lossFraction,
            double jitterSeconds,
            double roundTripSeconds,
            boolean stalled,
            Set<MediaKind> kinds) {
        public PeerSnapshot {
            kinds = Set.copyOf(kinds);
        }

        /** The default silence after which a leg counts as failed, too. */
        public static final int STALL_SECONDS = 5;
    }
}
