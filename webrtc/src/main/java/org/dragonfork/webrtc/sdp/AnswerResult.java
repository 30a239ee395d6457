package org.dragonfork.webrtc.sdp;

import java.util.List;
import org.dragonfork.webrtc.dtls.DtlsRole;

/** What became of a player's answer to a {@link CounterOffer}. */
public sealed interface AnswerResult {
    /**
     * The answer is taken.
     *
     * @param tracks what will be sent, at least one
     * @param role this side's role in DTLS
     */
    record Accepted(RemoteTransport remote, List<NegotiatedTrack> tracks, DtlsRole role) implements AnswerResult {
        public Accepted {
            tracks = List.copyOf(tracks);
        }
    }

    /**
     * The text is no SDP.
     *
     * @param line number of the offending line, the first is 1; 0 when it is the text as a whole
     */
    record Malformed(int line, String why) implements AnswerResult {}

    /** The text is SDP but no answer to the offer, or one that takes nothing. */
    record Unservable(String why) implements AnswerResult {}
}
