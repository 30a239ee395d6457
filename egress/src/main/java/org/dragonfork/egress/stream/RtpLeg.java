package org.dragonfork.egress.stream;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.H264;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.codec.NalFormat;
import org.dragonfork.webrtc.rtcp.RtcpFormatException;
import org.dragonfork.webrtc.rtcp.RtcpPacket;
import org.dragonfork.webrtc.rtcp.RtcpReader;
import org.dragonfork.webrtc.rtp.NtpTime;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * FFmpeg's RTP output of one kind into us: checks what arrives, places it on the track and keeps it in the ring. RTCP of
 * the leg comes on the same port (decision D16).
 *
 * <p>Belongs to the media thread that ingests the stream; others read its kind, its port and its {@link #ring}.
 */
public final class RtpLeg {
    /** Largest RTP packet taken: behind SRTP it must fit 1,232 bytes (decision D15). */
    private static final int MAX_PACKET = 1216;

    /** Some seconds of video: 8 Mbit/s fill it in 2 s, a whole GOP of the default. */
    private static final int VIDEO_CAPACITY = 2048;

    /** Five seconds of 20 ms packets. */
    private static final int AUDIO_CAPACITY = 256;

    private final MediaKind kind;
    private final int port;
    private final PacketRing ring;
    private final Track track;
    private final LegWatchdog watchdog;
    private final long startedNanos;
    private final EarlyPackets early = new EarlyPackets();
    private final byte[] aside = new byte[MAX_PACKET];
    private @Nullable Codec codec;
    private @Nullable ParameterSets parameterSets;
    private String codecName = "";
    private long packets;
    private long bytes;
    private long pictures;
    private int pictureTimestamp;
    private boolean pictureEnded = true;
    private long rejected;
    private long lastPacketNanos;
    private long lastKeyFrameNanos;
    private long lastPacketUnixNanos;
    private long lastKeyFrameUnixNanos;
    private boolean keyFrameSeen;
    private final LegRate rate;
    private boolean used = true;
    private int announcedType = -1;
    private int strangeType = -1;

    RtpLeg(MediaKind kind, int port, Track track, LegWatchdog watchdog, long nowNanos) {
        this.kind = kind;
        this.port = port;
        this.track = track;
        this.watchdog = watchdog;
        this.startedNanos = nowNanos;
        this.lastPacketNanos = nowNanos;
        this.rate = new LegRate(nowNanos);
        this.ring = new PacketRing(
                switch (kind) {
                    case VIDEO -> VIDEO_CAPACITY;
                    case AUDIO -> AUDIO_CAPACITY;
                });
    }

    /** The array to receive the next datagram into. */
    public byte[] nextSlot() {
        return ring.nextSlot();
    }

    /**
     * Takes the datagram in that stands in {@link #nextSlot}.
     *
     * @param length of the datagram; {@link PacketRing#SLOT_SIZE} means that it may have been cut
     * @param unixNanos the same moment as {@code nowNanos}, since 1970
     * @return whether a packet was added to the ring
     */
    public boolean accept(int length, long nowNanos, long unixNanos) {
        byte[] datagram = ring.nextSlot();
        if (RtpHeader.isRtcp(datagram, 0, length)) {
            acceptReport(datagram, length);
            return false;
        }
        int header = RtpHeader.headerLength(datagram, 0, length);
        int payload = header < 0 ? -1 : RtpHeader.payloadLength(datagram, 0, length);
        if (payload <= 0 || length > MAX_PACKET) {
            rejected++;
            return false;
        }
        if (isStrange(datagram)) {
            rejected++;
            strangeType = RtpHeader.payloadType(datagram, 0);
            return false;
        }
        count(datagram, length);
        lastPacketNanos = nowNanos;
        lastPacketUnixNanos = unixNanos;
        strangeType = -1;
        if (!isUnplayable()) {
            watchdog.touch(nowNanos);
        }
        if (codecName.isEmpty()) {
            early.keep(datagram, length, nowNanos, unixNanos);
            return false;
        }
        return place(datagram, length, nowNanos, unixNanos);
    }

    // A picture ends with the marker, and if that was lost with the timestamp of the next one (RFC 6184 section 5.1,
    // RFC 7741
    // section 4.1). The timestamp alone would not do: FFmpeg may give several pictures the same.
    private void count(byte[] datagram, int length) {
        packets++;
        bytes += length;
        int timestamp = RtpHeader.timestamp(datagram, 0);
        if (kind == MediaKind.VIDEO && (pictureEnded || timestamp != pictureTimestamp)) {
            pictures++;
        }
        pictureTimestamp = timestamp;
        pictureEnded = RtpHeader.marker(datagram, 0);
    }

    /** Puts the packet in the ring's next slot on the track, and in the ring when a viewer can be given it. */
    private boolean place(byte[] datagram, int length, long nowNanos, long unixNanos) {
        Codec known = codec;
        if (known == null) {
            return false;
        }
        int header = RtpHeader.headerLength(datagram, 0, length);
        int payload = RtpHeader.payloadLength(datagram, 0, length);
        if (!track.accept(
                RtpHeader.ssrc(datagram, 0),
                RtpHeader.sequenceNumber(datagram, 0),
                RtpHeader.timestamp(datagram, 0),
                known.clockRate(),
                unixNanos)) {
            rejected++;
            return false;
        }
        boolean keyFrame = known.startsKeyFrame(datagram, header, payload);
        if (keyFrame && kind == MediaKind.VIDEO) {
            keyFrameSeen = true;
            lastKeyFrameNanos = nowNanos;
            lastKeyFrameUnixNanos = unixNanos;
        }
        learnProfile(known, datagram, header, payload);
        boolean marker = RtpHeader.marker(datagram, 0);
        ParameterSets sets = parameterSets;
        if (sets != null && sets.areMissing(datagram, header, payload, track.timestamp())) {
            insert(sets, datagram, length, nowNanos);
        }
        ring.stamp(nowNanos, track.mediaNanos());
        ring.append(header, payload, track.sequence(), track.timestamp(), marker, keyFrame);
        if (marker && kind == MediaKind.VIDEO) {
            track.endPicture();
        }
        return true;
    }

    /** Puts parameter sets into the ring before the packet in its next slot, which then stands in the slot behind them. */
    private void insert(ParameterSets sets, byte[] datagram, int length, long nowNanos) {
        System.arraycopy(datagram, 0, aside, 0, length);
        int written = sets.write(datagram, RtpHeader.FIXED_LENGTH, track.timestamp());
        ring.stamp(nowNanos, track.mediaNanos());
        ring.append(RtpHeader.FIXED_LENGTH, written, track.insert(), track.timestamp(), false, false);
        System.arraycopy(aside, 0, ring.nextSlot(), 0, length);
    }

    /** Says under which payload type the described codec comes; what comes under another is none of it. */
    public void announce(int payloadType) {
        announcedType = payloadType;
        strangeType = -1;
    }

    /**
     * Says which codec the leg carries, as FFmpeg's own description names it.
     *
     * @param name encoding name, also when no viewer can be given it
     * @param described the codec, or nothing when it is none of ours
     * @param sets parameter sets that the description states, unchecked
     */
    public void describe(String name, Optional<Codec> described, List<byte[]> sets) {
        codecName = name;
        describe(described.flatMap(NalFormat::of), sets);
        Codec known = codec;
        if (described.isPresent()
                && known instanceof H264(var profile)
                && profile.isPresent()
                && described.get() instanceof H264(var told)
                && told.isEmpty()) {
            return;
        }
        codec = described.orElse(null);
        for (EarlyPackets.Early packet : early.take()) {
            if (isStrange(packet.datagram())) {
                rejected++;
                continue;
            }
            byte[] slot = ring.nextSlot();
            System.arraycopy(packet.datagram(), 0, slot, 0, packet.datagram().length);
            place(slot, packet.datagram().length, packet.nowNanos(), packet.unixNanos());
        }
    }

    private void describe(Optional<NalFormat> format, List<byte[]> sets) {
        ParameterSets before = parameterSets;
        ParameterSets now = before != null && format.equals(Optional.of(before.format()))
                ? before
                : format.map(ParameterSets::new).orElse(null);
        if (now != null) {
            now.describe(sets);
        }
        parameterSets = now;
    }

    public MediaKind kind() {
        return kind;
    }

    /** UDP port on loopback. */
    public int port() {
        return port;
    }

    public PacketRing ring() {
        return ring;
    }

    public LegWatchdog watchdog() {
        return watchdog;
    }

    /** Whether the process feeds this leg; one that it does not is kept for a later plan, and is not missed. */
    public boolean isUsed() {
        return used;
    }

    /** Says whether the process feeds this leg from now on. */
    void use(boolean feeds) {
        used = feeds;
    }

    /** The codec, when it is known and can be given to viewers. */
    public Optional<Codec> codec() {
        return Optional.ofNullable(codec);
    }

    /** Encoding name as described, empty before. */
    public String codecName() {
        return codecName;
    }

    /** Whether the leg was described with a codec that no viewer can be given. */
    public boolean isUnplayable() {
        return codec == null && !codecName.isEmpty();
    }

    /**
     * The payload type of what comes instead of the announced codec, while nothing else has come for so long; negative when
     * that is not so.
     */
    public int strangeType(long nowNanos, long forNanos) {
        return nowNanos - lastPacketNanos >= forNanos ? strangeType : -1;
    }

    /** As FFmpeg announced it, negative before. */
    public int announcedType() {
        return announcedType;
    }

    private boolean isStrange(byte[] datagram) {
        return announcedType >= 0 && RtpHeader.payloadType(datagram, 0) != announcedType;
    }

    /** Whether a viewer's offer can be judged: an H.264 leg must have told its profile. */
    public boolean isDescribed() {
        return codec != null && !(codec instanceof H264(var profile) && profile.isEmpty());
    }

    /** RTP packets taken in. */
    public long packets() {
        return packets;
    }

    /** RTP bytes taken in. */
    public long bytes() {
        return bytes;
    }

    /** Pictures that began to come in; 0 for sound. */
    long pictures() {
        return pictures;
    }

    /** How fast packets come in; measured anew when that is due. */
    LegRate rate(long nowNanos) {
        rate.sample(packets, bytes, nowNanos);
        return rate;
    }

    /** Datagrams that were no RTP, too large, late or duplicate. */
    public long rejected() {
        return rejected;
    }

    /** Packets missing between FFmpeg and here. */
    public long lost() {
        return track.lostPackets();
    }

    /** Nanoseconds since the last RTP packet, or negative when none came yet. */
    public long nanosSinceLastPacket(long nowNanos) {
        return packets == 0 ? -1 : nowNanos - lastPacketNanos;
    }

    /** Nanoseconds since a key frame started, or negative when none came yet. */
    public long nanosSinceLastKeyFrame(long nowNanos) {
        return keyFrameSeen ? nowNanos - lastKeyFrameNanos : -1;
    }

    /** When the last RTP packet came, in seconds since 1970. */
    OptionalDouble lastPacketEpochSeconds() {
        return packets == 0 ? OptionalDouble.empty() : OptionalDouble.of(lastPacketUnixNanos / 1e9);
    }

    /** When the last key frame began, in seconds since 1970. */
    OptionalDouble lastKeyFrameEpochSeconds() {
        return keyFrameSeen ? OptionalDouble.of(lastKeyFrameUnixNanos / 1e9) : OptionalDouble.empty();
    }

    /** Age of the leg. */
    public long nanosSinceStart(long nowNanos) {
        return nowNanos - startedNanos;
    }

    private void acceptReport(byte[] datagram, int length) {
        try {
            for (RtcpPacket packet : RtcpReader.read(datagram, 0, length)) {
                if (packet instanceof RtcpPacket.SenderReport report) {
                    track.report(report.ssrc(), NtpTime.toUnixNanos(report.ntpTime()), report.rtpTimestamp());
                }
            }
        } catch (RtcpFormatException _) {
            rejected++;
        }
    }

    private void learnProfile(Codec known, byte[] datagram, int header, int payload) {
        if (known instanceof H264(var profile) && profile.isEmpty()) {
            H264.profileOfSps(datagram, header, payload).ifPresent(found -> codec = new H264(Optional.of(found)));
        }
    }
}
