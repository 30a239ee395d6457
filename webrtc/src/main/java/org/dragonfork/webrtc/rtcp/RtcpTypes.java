package org.dragonfork.webrtc.rtcp;

/** The numbers that reader and writer share. */
final class RtcpTypes {
    // Packet types: RFC 3550 section 12.1, RFC 4585 section 6.1.
    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int SOURCE_DESCRIPTION = 202;
    static final int BYE = 203;
    static final int TRANSPORT_FEEDBACK = 205;
    static final int PAYLOAD_FEEDBACK = 206;

    // Feedback formats: RFC 4585 sections 6.2 and 6.3, RFC 5104 section 4.3.
    static final int NACK = 1;
    static final int PICTURE_LOSS = 1;
    static final int FULL_INTRA = 4;

    /** SDES item (RFC 3550 section 6.5.1). */
    static final int CNAME = 1;

    static final int HEADER = 4;
    /** Header and SSRC of the sender. */
    static final int REPORT_HEADER = 8;
    /** NTP time, RTP timestamp, packet count, octet count. */
    static final int SENDER_INFO = 20;

    static final int REPORT_BLOCK = 24;
    /** Header, SSRC of the sender, SSRC of the media source. */
    static final int FEEDBACK_HEADER = 12;

    static final int NACK_ENTRY = 4;
    static final int FULL_INTRA_ENTRY = 8;
    /** Sequence numbers that one NACK entry tells: its own and 16 behind it. */
    static final int NACK_SPAN = 17;

    private RtcpTypes() {}
}
