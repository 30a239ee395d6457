package org.dragonfork.server.e2e;

import java.util.Random;
import org.dragonfork.testkit.TestOffer;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCredentials;

/** What viewers without a browser write. */
final class Offers {
    static final IceCredentials CREDENTIALS = IceCredentials.generate(new Random(7));

    private Offers() {}

    /** An offer that the server serves; nobody comes after it. */
    static String good() {
        return TestOffer.text(CREDENTIALS, new CertificateFingerprint("sha-256", "AB:".repeat(31) + "AB"), true, true);
    }

    static String withoutH264() {
        return good().replace("H264/90000", "VP8/90000").replaceAll("(?m)^a=fmtp:108.*\\R", "");
    }

    static String withoutFingerprint() {
        return good().replaceAll("(?m)^a=fingerprint:.*\\R", "");
    }

    /** A fragment with these credentials. */
    static String fragment(String ufrag, String password) {
        return "m=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=ice-ufrag:" + ufrag + "\r\na=ice-pwd:" + password
                + "\r\n";
    }

    /** A fragment of the present ICE session. */
    static String trickle() {
        return fragment(CREDENTIALS.ufrag(), CREDENTIALS.pwd());
    }
}
