package org.dragonfork.webrtc.dtls;

/** What a {@link DtlsEndpoint} wants from its owner. */
public sealed interface DtlsOutput {
    /** Send this datagram to the peer; the array belongs to the receiver. */
    @SuppressWarnings("ArrayRecordComponent")
    record Transmit(byte[] datagram) implements DtlsOutput {}

    /** The handshake is done, the peer's certificate matched its fingerprint, and these are the SRTP keys. */
    record Established(KeyingMaterial keys) implements DtlsOutput {}

    /** The handshake will not succeed, or the association broke; nothing but a last alert follows. */
    record Failed(DtlsFailure reason, String detail) implements DtlsOutput {}

    /** The peer said close_notify. */
    record PeerClosed() implements DtlsOutput {}
}
