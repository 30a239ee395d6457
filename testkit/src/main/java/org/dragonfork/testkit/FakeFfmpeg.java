package org.dragonfork.testkit;

import java.util.List;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtcp.RtcpPacket;
import org.dragonfork.webrtc.rtcp.RtcpWriter;
import org.dragonfork.webrtc.rtp.NtpTime;
import org.dragonfork.webrtc.rtp.RtpHeader;

/**
 * The two RTP legs that a run of FFmpeg sends: 30 frames of H.264 a second with a key frame every two, 50 Opus packets a
 * second, and sender reports on one clock. A new run has new SSRCs, sequence numbers and timestamps.
 */
public final class FakeFfmpeg {
    private static final long FRAME_NANOS = 1_000_000_000L / 30;
    private static final long AUDIO_NANOS = 20_000_000L;
    private static final int FRAMES_PER_KEY_FRAME = 60;

    /** Where the datagrams of a leg go. */
    @FunctionalInterface
    public interface Leg {
        void datagram(MediaKind kind, byte[] bytes, int length, long nowNanos);
    }

    private final Leg leg;
    private final int packetSize;
    private final int packetsPerFrame;
    private final long startNanos;
    private final long originUnixNanos;
    private final int videoSsrc;
    private final int audioSsrc;
    private int videoSequence;
    private int audioSequence;
    private long frames;
    private long audioPackets;

    /**
     * @param run number of the run; decides all that FFmpeg chooses by chance
     * @param packetSize bytes of a full RTP packet
     * @param packetsPerFrame packets of each frame, the last one shorter
     * @param originUnixNanos moment that a timestamp of pts 0 means
     */
    public FakeFfmpeg(Leg leg, int run, int packetSize, int packetsPerFrame, long nowNanos, long originUnixNanos) {
        this.leg = leg;
        this.packetSize = packetSize;
        this.packetsPerFrame = packetsPerFrame;
        this.startNanos = nowNanos;
        this.originUnixNanos = originUnixNanos;
        this.videoSsrc = 0x1000_0000 + run;
        this.audioSsrc = 0x2000_0000 + run;
        this.videoSequence = (run * 7919) & 0xffff;
        this.audioSequence = (run * 104_729) & 0xffff;
    }

    /** What FFmpeg prints about such legs. */
    public static String description(int videoPort, int audioPort) {
        return String.join(
                "\n",
                "v=0",
                "o=- 0 0 IN IP4 127.0.0.1",
                "s=No Name",
                "c=IN IP4 127.0.0.1",
                "t=0 0",
                "m=video " + videoPort + " RTP/AVP 102",
                "a=rtpmap:102 H264/90000",
                "a=fmtp:102 packetization-mode=1; profile-level-id=42C01F",
                "m=audio " + audioPort + " RTP/AVP 111",
                "a=rtpmap:111 opus/48000/2",
                "a=fmtp:111 sprop-stereo=1",
                "");
    }

    /** When the next packet is due. */
    public long deadlineNanos() {
        return Math.min(startNanos + frames * FRAME_NANOS, startNanos + audioPackets * AUDIO_NANOS);
    }

    /** Sends what is due. */
    public void handleTimeout(long nowNanos) {
        while (nowNanos - (startNanos + frames * FRAME_NANOS) >= 0) {
            frame(nowNanos);
        }
        while (nowNanos - (startNanos + audioPackets * AUDIO_NANOS) >= 0) {
            audio(nowNanos);
        }
    }

    private void frame(long nowNanos) {
        int timestamp = (int) (frames * 3000) + videoSsrc;
        if (frames % 150 == 0) {
            report(MediaKind.VIDEO, videoSsrc, frames * FRAME_NANOS, timestamp, nowNanos);
        }
        boolean key = frames % FRAMES_PER_KEY_FRAME == 0;
        for (int i = 0; i < packetsPerFrame; i++) {
            boolean last = i == packetsPerFrame - 1;
            byte[] packet =
                    packet(last ? packetSize / 2 : packetSize, videoSsrc, videoSequence++, timestamp, last, 102);
            // FU-A (RFC 6184 section 5.8) of an IDR (5) or other (1) slice, start and end bits.
            packet[12] = 0x7c;
            packet[13] = (byte) ((i == 0 ? 0x80 : 0) | (last ? 0x40 : 0) | (key ? 5 : 1));
            leg.datagram(MediaKind.VIDEO, packet, packet.length, nowNanos);
        }
        frames++;
    }

    private void audio(long nowNanos) {
        int timestamp = (int) (audioPackets * 960) + audioSsrc;
        if (audioPackets % 250 == 0) {
            report(MediaKind.AUDIO, audioSsrc, audioPackets * AUDIO_NANOS, timestamp, nowNanos);
        }
        byte[] packet = packet(140, audioSsrc, audioSequence++, timestamp, false, 111);
        leg.datagram(MediaKind.AUDIO, packet, packet.length, nowNanos);
        audioPackets++;
    }

    private void report(MediaKind kind, int ssrc, long sinceStart, int timestamp, long nowNanos) {
        byte[] report = new byte[256];
        int length = RtcpWriter.write(
                List.of(
                        new RtcpPacket.SenderReport(
                                ssrc, NtpTime.ofUnixNanos(originUnixNanos + sinceStart), timestamp, 0, 0, List.of()),
                        new RtcpPacket.SourceDescription(ssrc, "ffmpeg")),
                report,
                0);
        leg.datagram(kind, report, length, nowNanos);
    }

    private static byte[] packet(int size, int ssrc, int sequence, int timestamp, boolean marker, int payloadType) {
        byte[] packet = new byte[size];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) (marker ? payloadType | 0x80 : payloadType);
        RtpHeader.setSequenceNumber(packet, 0, sequence & 0xffff);
        RtpHeader.setTimestamp(packet, 0, timestamp);
        RtpHeader.setSsrc(packet, 0, ssrc);
        for (int i = 12; i < size; i++) {
            packet[i] = (byte) (sequence + i);
        }
        return packet;
    }
}
