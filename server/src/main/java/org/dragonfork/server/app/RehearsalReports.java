package org.dragonfork.server.app;

import java.util.Arrays;
import java.util.List;
import org.dragonfork.webrtc.rtcp.ReportBlock;
import org.dragonfork.webrtc.rtcp.RtcpPacket;
import org.dragonfork.webrtc.rtcp.RtcpWriter;
import org.dragonfork.webrtc.rtp.BigEndian;
import org.dragonfork.webrtc.srtp.SrtpKeys;
import org.dragonfork.webrtc.srtp.SrtpSender;

/** What a viewer of the rehearsal says about the packets that came: that they did, and that one is missing. Encrypted. */
final class RehearsalReports {
    private static final int SSRC = 2;
    private static final int ROOM = 128;

    private final SrtpSender sender;
    private int media;
    private int newest = -1;

    RehearsalReports(SrtpKeys keys) {
        this.sender = new SrtpSender(keys);
    }

    /** Remembers the numbers of an RTP packet, which are in clear (RFC 3711 section 3.1). */
    void came(byte[] packet, int length) {
        if (length >= 12) {
            newest = BigEndian.uint16(packet, 2);
            media = BigEndian.int32(packet, 8);
        }
    }

    /** A receiver report, or nothing when no packet came. */
    byte[] report() {
        return newest < 0
                ? new byte[0]
                : seal(new RtcpPacket.ReceiverReport(SSRC, List.of(new ReportBlock(media, 0, 0, newest, 0, 0, 0))));
    }

    /** Asks for the newest packet again, or nothing when none came. */
    byte[] missing() {
        return newest < 0 ? new byte[0] : seal(new RtcpPacket.Nack(SSRC, media, List.of(newest)));
    }

    private byte[] seal(RtcpPacket packet) {
        byte[] target = new byte[ROOM];
        int length = RtcpWriter.write(packet, target, 0);
        int sealed = sender.protectRtcp(target, 0, length, target, 0);
        return Arrays.copyOf(target, Math.max(sealed, 0));
    }
}
