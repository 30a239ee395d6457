package org.dragonfork.server.config;

/**
 * How packets are protected and sent.
 *
 * @param sink the way out
 * @param pacing whether large bursts are spread over some milliseconds
 * @param srtp whose cipher protects
 */
public record SendingConfig(Sink sink, boolean pacing, Srtp srtp) {
    /** The best that works, everything at once. */
    public static final SendingConfig STANDARD = new SendingConfig(Sink.AUTO, false, Srtp.AUTO);

    /** Values of {@code webrtc.datagram_sink}. */
    public enum Sink {
        AUTO,
        GSO,
        MMSG,
        NIO
    }

    /** Values of {@code webrtc.srtp_provider}. */
    public enum Srtp {
        AUTO,
        JCE,
        OPENSSL
    }
}
