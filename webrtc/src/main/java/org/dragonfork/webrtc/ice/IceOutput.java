package org.dragonfork.webrtc.ice;

import java.net.InetSocketAddress;

/** What an ICE agent wants from its owner, to be done in order. */
public sealed interface IceOutput {
    /** Send this datagram; the array belongs to the receiver. */
    @SuppressWarnings("ArrayRecordComponent")
    record Transmit(byte[] datagram, InetSocketAddress to) implements IceOutput {}

    /** The first authenticated check with this address succeeded: what it sends may be listened to. */
    record Validated(InetSocketAddress address) implements IceOutput {}

    /** Send everything but STUN there from now on. The address was announced as validated before. */
    record Selected(InetSocketAddress address) implements IceOutput {}

    /** This address is no longer validated; it is never the selected one. */
    record Forgotten(InetSocketAddress address) implements IceOutput {}

    /** The agent ended; send nothing more. Nothing follows. */
    record Expired(IceExpiry reason) implements IceOutput {}
}
