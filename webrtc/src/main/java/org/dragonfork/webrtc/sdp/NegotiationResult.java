package org.dragonfork.webrtc.sdp;

import java.util.List;
import java.util.Set;
import org.dragonfork.webrtc.codec.MediaKind;

/** What became of an offer. */
public sealed interface NegotiationResult {
    /**
     * The offer is served.
     *
     * @param answer the SDP to send back
     * @param tracks what will be sent, at least one
     */
    record Accepted(String answer, RemoteTransport remote, List<NegotiatedTrack> tracks) implements NegotiationResult {
        public Accepted {
            tracks = List.copyOf(tracks);
        }

        /** The answer holds the ICE password, so it is left out. */
        @Override
        public String toString() {
            return "Accepted[remote=" + remote + ", tracks=" + tracks + "]";
        }
    }

    /**
     * The offer asks for kinds the stream has, but not in its codecs; or for no kind that it has.
     *
     * @param kinds the kinds without a common codec, at least one
     * @param why one line for the person at the player
     */
    record CodecMismatch(Set<MediaKind> kinds, String why) implements NegotiationResult {
        public CodecMismatch {
            kinds = Set.copyOf(kinds);
        }
    }

    /**
     * The text is no SDP.
     *
     * @param line number of the offending line, the first is 1; 0 when it is the text as a whole
     */
    record Malformed(int line, String why) implements NegotiationResult {}

    /** The text is SDP but breaks a rule of WHEP, or needs what this server does not do. */
    record Unservable(String why) implements NegotiationResult {}
}
