package org.dragonfork.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtcp.ReportBlock;
import org.dragonfork.webrtc.rtcp.RtcpFormatException;
import org.dragonfork.webrtc.rtcp.RtcpPacket;
import org.dragonfork.webrtc.rtcp.RtcpReader;
import org.dragonfork.webrtc.rtcp.RtcpWriter;
import org.dragonfork.webrtc.rtp.BigEndian;
import org.dragonfork.webrtc.rtp.NtpTime;
import org.dragonfork.webrtc.rtp.OneByteExtensions;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.SrtpKeys;
import org.dragonfork.webrtc.srtp.SrtpReceiver;
import org.dragonfork.webrtc.srtp.SrtpSender;
import org.dragonfork.webrtc.srtp.SrtpStatus;

/** The media side of a viewer: opens, checks and counts packets, and says what is reported and asked for. One thread. */
final class MediaReceiver {
    /** Picture and sound, and as many again after a source came back with other numbers. */
    private static final int MOST_TRACKS = 8;

    private static final long FIRST_PLI_NANOS = 500_000_000;
    private static final long NEXT_PLI_NANOS = 2_000_000_000;

    /** Times of capture further away than this are of a clock that is not in step with ours. */
    private static final long MOST_HOP_NANOS = 60_000_000_000L;

    private final Map<Integer, AcceptedTrack> accepted = new LinkedHashMap<>();
    private final Map<Integer, InboundTrack> tracks = new LinkedHashMap<>();
    private final SrtpReceiver receiver;
    private final SrtpSender sender;
    private final int ownSsrc;
    private final double loss;
    private final RandomGenerator dice;
    private final Times hops = new Times();
    private final MediaCounts counts = new MediaCounts();
    private final byte[] clear = new byte[2048];
    private long firstPacketNanos;
    private long firstKeyFrameNanos;
    private long lastPacketNanos;
    private long nextPliNanos;

    /** @param loss share of the packets that are thrown away unseen */
    MediaReceiver(
            List<AcceptedTrack> accepted,
            SrtpKeys theirs,
            SrtpKeys ours,
            int ownSsrc,
            double loss,
            RandomGenerator dice) {
        accepted.forEach(track -> this.accepted.putIfAbsent(track.payloadType(), track));
        this.receiver = new SrtpReceiver(theirs);
        this.sender = new SrtpSender(ours);
        this.ownSsrc = ownSsrc;
        this.loss = loss;
        this.dice = dice;
    }

    /** Takes an SRTP or SRTCP packet; never throws on any content. */
    void handle(byte[] bytes, int offset, int length, long nowNanos) {
        boolean control = RtpHeader.isRtcp(bytes, offset, length);
        if (!control) {
            counts.arrived++;
            counts.bytes += length;
        }
        if (loss > 0 && dice.nextDouble() < loss) {
            counts.droppedHere += control ? 0 : 1;
            return;
        }
        int opened = control
                ? receiver.unprotectRtcp(bytes, offset, length, clear, 0)
                : receiver.unprotectRtp(bytes, offset, length, clear, 0);
        if (opened == SrtpStatus.REPLAYED.code()) {
            counts.duplicates++;
        } else if (opened < 0) {
            counts.unauthenticated++;
        } else if (control) {
            control(opened, nowNanos);
        } else {
            media(opened, nowNanos);
        }
    }

    private void media(int length, long nowNanos) {
        int payload = RtpHeader.payloadLength(clear, 0, length);
        AcceptedTrack kind = accepted.get(RtpHeader.payloadType(clear, 0));
        if (payload < 0 || kind == null) {
            counts.unexpected++;
            return;
        }
        int ssrc = RtpHeader.ssrc(clear, 0);
        InboundTrack track = tracks.get(ssrc);
        if (track == null) {
            if (tracks.size() == MOST_TRACKS) {
                counts.unexpected++;
                return;
            }
            track = new InboundTrack(ssrc, kind);
            tracks.put(ssrc, track);
        }
        track.add(RtpHeader.sequenceNumber(clear, 0), RtpHeader.timestamp(clear, 0), nowNanos);
        lastPacketNanos = nowNanos;
        if (firstPacketNanos == 0) {
            firstPacketNanos = nowNanos;
        }
        if (firstKeyFrameNanos == 0 && kind.kind() == MediaKind.VIDEO) {
            int header = RtpHeader.headerLength(clear, 0, length);
            if (KeyFrames.begins(kind.codec(), clear, header, payload)) {
                firstKeyFrameNanos = nowNanos;
            } else if (nextPliNanos == 0) {
                nextPliNanos = nowNanos + FIRST_PLI_NANOS;
            }
        }
        if (kind.captureTimeId() > 0) {
            hop(length, kind.captureTimeId());
        }
    }

    /** The first 8 bytes of abs-capture-time are the NTP time of the capture, by the clock of its maker. */
    private void hop(int length, int id) {
        int at = OneByteExtensions.find(clear, 0, length, id);
        if (at < 0 || OneByteExtensions.valueLength(clear, at) < 8) {
            return;
        }
        Instant now = Instant.now();
        long unixNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        long hop = unixNanos - NtpTime.toUnixNanos(BigEndian.int64(clear, at));
        if (Math.abs(hop) <= MOST_HOP_NANOS) {
            hops.add(hop);
        }
    }

    private void control(int length, long nowNanos) {
        try {
            for (RtcpPacket packet : RtcpReader.read(clear, 0, length)) {
                if (packet instanceof RtcpPacket.SenderReport report) {
                    counts.senderReports++;
                    InboundTrack track = tracks.get(report.ssrc());
                    if (track != null) {
                        track.senderReport(report.ntpTime(), nowNanos);
                    }
                }
            }
        } catch (RtcpFormatException _) {
            counts.unexpected++;
        }
    }

    /** A receiver report with a source description, protected. */
    byte[] report(long nowNanos) {
        counts.receiverReports++;
        List<ReportBlock> blocks =
                tracks.values().stream().map(track -> track.report(nowNanos)).toList();
        return protect(new ArrayList<>(List.of(new RtcpPacket.ReceiverReport(ownSsrc, blocks), name())));
    }

    /** What is asked for now, one compound each, protected. */
    List<byte[]> requests(long nowNanos) {
        var requests = new ArrayList<byte[]>();
        for (InboundTrack track : tracks.values()) {
            List<Integer> due = track.missing().due(nowNanos);
            if (!due.isEmpty()) {
                counts.nacks++;
                requests.add(feedback(new RtcpPacket.Nack(ownSsrc, track.ssrc(), due)));
            }
            if (firstKeyFrameNanos == 0
                    && track.accepted().pli()
                    && nextPliNanos != 0
                    && nowNanos - nextPliNanos >= 0
                    && KeyFrames.areKnown(track.accepted().codec())) {
                nextPliNanos = nowNanos + NEXT_PLI_NANOS;
                counts.plis++;
                requests.add(feedback(new RtcpPacket.PictureLossIndication(ownSsrc, track.ssrc())));
            }
        }
        return requests;
    }

    byte[] bye() {
        return feedback(new RtcpPacket.Bye(List.of(ownSsrc)));
    }

    /** A compound begins with a report, even an empty one, and a source description (RFC 3550 section 6.1). */
    private byte[] feedback(RtcpPacket packet) {
        return protect(List.of(new RtcpPacket.ReceiverReport(ownSsrc, List.of()), name(), packet));
    }

    private RtcpPacket name() {
        return new RtcpPacket.SourceDescription(ownSsrc, Integer.toHexString(ownSsrc));
    }

    private byte[] protect(List<RtcpPacket> compound) {
        byte[] target = new byte[1500];
        int length = RtcpWriter.write(compound, target, 0);
        int sealed = sender.protectRtcp(target, 0, length, target, 0);
        return Arrays.copyOf(target, Math.max(sealed, 0));
    }

    Iterable<InboundTrack> tracks() {
        return tracks.values();
    }

    MediaCounts counts() {
        return counts;
    }

    /** From capture to here, where the source tells when it captured. */
    Times hops() {
        return hops;
    }

    /** 0 before. */
    long firstPacketNanos() {
        return firstPacketNanos;
    }

    /** When the first packet of a key frame came, 0 before. */
    long firstKeyFrameNanos() {
        return firstKeyFrameNanos;
    }

    long lastPacketNanos() {
        return lastPacketNanos;
    }
}
