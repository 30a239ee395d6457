package org.dragonfork.webrtc.peer;

import java.net.InetSocketAddress;
import java.util.List;

/** What a {@link PeerConnection} wants from its owner, in the order it is to be done. */
public sealed interface PeerOutput {
    /** Send a datagram; the first {@code length} bytes of the array, valid until the next call of the peer. */
    @SuppressWarnings("ArrayRecordComponent")
    record Transmit(byte[] datagram, int length, InetSocketAddress to) implements PeerOutput {}

    /** Datagrams from this address belong to the peer: it passed an authenticated check. */
    record AddressBound(InetSocketAddress address) implements PeerOutput {}

    /** Datagrams from this address no longer belong to the peer. */
    record AddressReleased(InetSocketAddress address) implements PeerOutput {}

    /**
     * The viewer misses packets and asks for them again (RFC 4585 section 6.2.1).
     *
     * @param sequences the track's numbers of them, 0 to 65535
     */
    record Missing(OutboundTrack track, List<Integer> sequences) implements PeerOutput {}

    /** Something to tell. */
    record Happened(PeerEvent event) implements PeerOutput {}
}
