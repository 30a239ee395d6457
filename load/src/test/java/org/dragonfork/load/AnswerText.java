package org.dragonfork.load;

/** Answers of servers that are not ours. */
final class AnswerText {
    static final String FINGERPRINT =
            "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";

    private AnswerText() {}

    /** Of a full ICE agent that wants to begin the handshake itself. */
    static String active(String ufrag, String pwd, String fingerprint, int port) {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=group:BUNDLE 0 1",
                "a=fingerprint:sha-256 " + fingerprint,
                "m=video 9 UDP/TLS/RTP/SAVPF 102",
                "c=IN IP4 0.0.0.0",
                "a=setup:active",
                "a=mid:0",
                "a=ice-ufrag:" + ufrag,
                "a=ice-pwd:" + pwd,
                "a=rtcp-mux",
                "a=rtpmap:102 H264/90000",
                "a=rtcp-fb:102 nack",
                "a=rtcp-fb:102 nack pli",
                "a=extmap:6 " + ViewerOffer.CAPTURE_TIME,
                "a=candidate:1 1 udp 2130706431 127.0.0.1 " + port + " typ host",
                "a=candidate:2 1 tcp 1671430143 127.0.0.1 " + port + " typ host tcptype passive",
                "a=candidate:3 1 udp 2130706175 ::1 " + port + " typ host",
                "a=end-of-candidates",
                "a=sendonly",
                "m=audio 0 UDP/TLS/RTP/SAVPF 111",
                "c=IN IP4 0.0.0.0",
                "a=mid:1",
                "a=inactive",
                "");
    }

    static String passiveLite(int port) {
        return active("server", "abcdefghijklmnopqrstuvwx", FINGERPRINT, port)
                .replace("a=setup:active", "a=setup:passive")
                .replace("t=0 0\r\n", "t=0 0\r\na=ice-lite\r\n");
    }
}
