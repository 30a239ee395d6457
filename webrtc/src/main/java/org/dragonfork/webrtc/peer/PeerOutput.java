package org.dragonfork.webrtc.peer;

import java.net.InetSocketAddress;
import java.util.List;
import org.dragonfork.webrtc.ice.CandidatePair;

/** What a {@link PeerConnection} wants from its owner, in the order it is to be done. */
public sealed interface PeerOutput {
    /** Send a datagram; the first {@code length} bytes of the array, valid until the next call of the peer. */
    @SuppressWarnings("ArrayRecordComponent")
    record Transmit(byte[] datagram, int length, CandidatePair over) implements PeerOutput {
        /** Where to. */
        public InetSocketAddress to() {
            return over.remote();
        }
    }

    /** Datagrams over this pair belong to the peer: it passed an authenticated check. */
    record PairBound(CandidatePair pair) implements PeerOutput {}

    /** Datagrams over this pair no longer belong to the peer. */
    record PairReleased(CandidatePair pair) implements PeerOutput {}

    /**
     * The viewer misses packets and asks for them again (RFC 4585 section 6.2.1).
     *
     * @param sequences the track's numbers of them, 0 to 65535
     */
    record Missing(OutboundTrack track, List<Integer> sequences) implements PeerOutput {}

    /** The viewer cannot show a picture and asks for one that needs no other (RFC 4585 section 6.3.1, RFC 5104 section 4.3.1). */
    record PictureWanted(OutboundTrack track) implements PeerOutput {}

    /** Something to tell. */
    record Happened(PeerEvent event) implements PeerOutput {}
}
