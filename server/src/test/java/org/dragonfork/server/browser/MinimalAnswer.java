package org.dragonfork.server.browser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An SDP answer that Chromium takes, from a server that does not exist: the session stays in its connecting state. */
final class MinimalAnswer {
    private MinimalAnswer() {}

    static String to(String offer) {
        String h264 = find(offer, "a=fmtp:(\\d+) [^\r\n]*packetization-mode=1;profile-level-id=42e01f");
        String opus = find(offer, "a=rtpmap:(\\d+) opus/48000/2");
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=group:BUNDLE 0 1",
                "a=ice-lite",
                section("video", 0, h264),
                "a=rtpmap:" + h264 + " H264/90000",
                "a=fmtp:" + h264 + " level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
                section("audio", 1, opus),
                "a=rtpmap:" + opus + " opus/48000/2",
                "");
    }

    private static String section(String kind, int mid, String payloadType) {
        return String.join(
                "\r\n",
                "m=" + kind + " 9 UDP/TLS/RTP/SAVPF " + payloadType,
                "c=IN IP4 0.0.0.0",
                "a=mid:" + mid,
                "a=sendonly",
                "a=rtcp-mux",
                "a=setup:passive",
                "a=ice-ufrag:abcdefgh",
                "a=ice-pwd:abcdefghijklmnopqrstuvwx",
                "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB");
    }

    private static String find(String offer, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(offer);
        if (!matcher.find()) {
            throw new AssertionError("the offer has no " + pattern + ": " + offer);
        }
        return matcher.group(1);
    }
}
