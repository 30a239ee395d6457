package org.dragonfork.server.http;

import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.StreamId;

/**
 * One viewer as a session of the original.
 *
 * @param reference its stream
 * @param local where it asked
 * @param remote always empty: who watches is nobody's business
 * @param bandwidthTxKbit mean since it began, in 1024 bit a second
 */
record SessionView(
        String id,
        String reference,
        long createdAt,
        String local,
        String remote,
        String extra,
        long bytesRx,
        long bytesTx,
        double bandwidthRxKbit,
        double bandwidthTxKbit) {

    static SessionView of(StreamId stream, PeerSnapshot peer, long nowSeconds) {
        double kbit = peer.ageSeconds() > 0 ? peer.bytesSent() * 8 / 1024.0 / peer.ageSeconds() : 0;
        return new SessionView(
                peer.id().publicPart(),
                stream.value(),
                nowSeconds - (long) peer.ageSeconds(),
                "/api/v3/whep/" + PathSegments.encode(stream.value()),
                "",
                "",
                0,
                peer.bytesSent(),
                0,
                StreamView.rounded(kbit));
    }
}
