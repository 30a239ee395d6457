package org.dragonfork.testkit;

import java.util.ArrayList;
import java.util.List;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCredentials;

/** Receive-only offers in the form browsers write them, small enough to read. */
public final class TestOffer {
    /** H.264 Constrained Baseline, packetization mode 1. */
    public static final int VIDEO_PAYLOAD_TYPE = 108;

    public static final int AUDIO_PAYLOAD_TYPE = 111;

    private TestOffer() {}

    /** An offer of this viewer. */
    public static String text(
            IceCredentials credentials, CertificateFingerprint fingerprint, boolean video, boolean audio) {
        var lines = new ArrayList<String>(List.of(
                "v=0",
                "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=group:BUNDLE" + (video ? " 0" : "") + (audio ? " 1" : ""),
                "a=msid-semantic: WMS"));
        if (video) {
            lines.add("m=video 9 UDP/TLS/RTP/SAVPF " + VIDEO_PAYLOAD_TYPE);
            transport(lines, credentials, fingerprint, "0");
            lines.add("a=rtpmap:" + VIDEO_PAYLOAD_TYPE + " H264/90000");
            lines.add("a=rtcp-fb:" + VIDEO_PAYLOAD_TYPE + " nack pli");
            lines.add("a=fmtp:" + VIDEO_PAYLOAD_TYPE
                    + " level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f");
        }
        if (audio) {
            lines.add("m=audio 9 UDP/TLS/RTP/SAVPF " + AUDIO_PAYLOAD_TYPE);
            transport(lines, credentials, fingerprint, "1");
            lines.add("a=rtpmap:" + AUDIO_PAYLOAD_TYPE + " opus/48000/2");
            lines.add("a=fmtp:" + AUDIO_PAYLOAD_TYPE + " minptime=10;useinbandfec=1");
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private static void transport(
            List<String> lines, IceCredentials credentials, CertificateFingerprint fingerprint, String mid) {
        lines.add("c=IN IP4 0.0.0.0");
        lines.add("a=rtcp:9 IN IP4 0.0.0.0");
        lines.add("a=ice-ufrag:" + credentials.ufrag());
        lines.add("a=ice-pwd:" + credentials.pwd());
        lines.add("a=ice-options:trickle");
        lines.add("a=fingerprint:" + fingerprint.algorithm() + " " + fingerprint.value());
        lines.add("a=setup:actpass");
        lines.add("a=mid:" + mid);
        lines.add("a=extmap:9 urn:ietf:params:rtp-hdrext:sdes:mid");
        lines.add("a=recvonly");
        lines.add("a=rtcp-mux");
        lines.add("a=rtcp-rsize");
    }
}
