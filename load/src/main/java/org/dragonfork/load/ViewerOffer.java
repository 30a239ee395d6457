package org.dragonfork.load;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCredentials;

/** A receive-only offer of everything that WHEP servers send, with the one candidate that a viewer has. */
final class ViewerOffer {
    /** Carries the wall clock of the moment of capture, where a source has it. */
    static final String CAPTURE_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time";

    /** A host candidate of component 1 with the local preference of the only interface (RFC 8445 section 5.1.2.1). */
    private static final long HOST_PRIORITY = 126L << 24 | 65_535L << 8 | 255L;

    private static final List<String> VIDEO = List.of(
            "102 H264/90000 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
            "104 H264/90000 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f",
            "106 H264/90000 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=4d001f",
            "108 H264/90000 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=64001f",
            "110 H264/90000 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f",
            "96 VP8/90000",
            "98 VP9/90000 profile-id=0",
            "45 AV1/90000",
            "49 H265/90000");

    private static final List<String> AUDIO =
            List.of("111 opus/48000/2 minptime=10;useinbandfec=1", "9 G722/8000", "0 PCMU/8000", "8 PCMA/8000");

    private ViewerOffer() {}

    /** @param local address and port of the viewer's socket, as the server may reach it */
    static String text(IceCredentials credentials, CertificateFingerprint fingerprint, InetSocketAddress local) {
        var lines = new ArrayList<>(List.of(
                "v=0",
                "o=- " + (credentials.ufrag().hashCode() & 0x7fff_ffff) + " 1 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=group:BUNDLE 0 1",
                "a=extmap-allow-mixed"));
        section(lines, "video", "0", VIDEO, credentials, fingerprint, local);
        section(lines, "audio", "1", AUDIO, credentials, fingerprint, local);
        return String.join("\r\n", lines) + "\r\n";
    }

    private static void section(
            List<String> lines,
            String media,
            String mid,
            List<String> codecs,
            IceCredentials credentials,
            CertificateFingerprint fingerprint,
            InetSocketAddress local) {
        String types = String.join(
                " ",
                codecs.stream()
                        .map(codec -> codec.substring(0, codec.indexOf(' ')))
                        .toList());
        String address = local.getAddress().getHostAddress().replaceFirst("%.*", "");
        String family = local.getAddress() instanceof Inet4Address ? "IP4" : "IP6";
        lines.add("m=" + media + " " + local.getPort() + " UDP/TLS/RTP/SAVPF " + types);
        lines.add("c=IN " + family + " " + address);
        lines.add("a=candidate:1 1 udp " + HOST_PRIORITY + " " + address + " " + local.getPort() + " typ host");
        lines.add("a=end-of-candidates");
        lines.add("a=ice-ufrag:" + credentials.ufrag());
        lines.add("a=ice-pwd:" + credentials.pwd());
        lines.add("a=fingerprint:" + fingerprint.algorithm() + " " + fingerprint.value());
        lines.add("a=setup:actpass");
        lines.add("a=mid:" + mid);
        lines.add("a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid");
        lines.add("a=extmap:6 " + CAPTURE_TIME);
        lines.add("a=recvonly");
        lines.add("a=rtcp-mux");
        lines.add("a=rtcp-rsize");
        for (String codec : codecs) {
            String[] parts = codec.split(" ", 3);
            lines.add("a=rtpmap:" + parts[0] + " " + parts[1]);
            if (media.equals("video")) {
                lines.add("a=rtcp-fb:" + parts[0] + " nack");
                lines.add("a=rtcp-fb:" + parts[0] + " nack pli");
            }
            if (parts.length > 2) {
                lines.add("a=fmtp:" + parts[0] + " " + parts[2]);
            }
        }
    }
}
