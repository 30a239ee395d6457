package org.dragonfork.egress.session;

import java.util.Set;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.webrtc.codec.MediaKind;

/** What became of an offer; the HTTP layer maps each to a status and never adds a case of its own. */
public sealed interface SubscribeResult {
    /**
     * A session exists.
     *
     * @param answer the SDP answer
     * @param etag entity-tag of the ICE session, strong, with its quotes (WHEP section 4.5.1)
     */
    record Accepted(SessionId session, String answer, String etag) implements SubscribeResult {}

    /** No stream of this id is configured. */
    record UnknownStream() implements SubscribeResult {}

    /**
     * The stream is configured, but nothing comes in (WHEP section 4.3.8).
     *
     * @param why one line for a person
     * @param retryAfterSeconds at least 1
     */
    record NotLive(String why, int retryAfterSeconds) implements SubscribeResult {}

    /**
     * The text is no SDP.
     *
     * @param line 1-based line of the mistake
     */
    record Malformed(int line, String why) implements SubscribeResult {}

    /** The text is SDP, but this server cannot serve such an offer. */
    record Unservable(String why) implements SubscribeResult {}

    /** The offer has no codec that the stream has, for these kinds. */
    record CodecMismatch(Set<MediaKind> kinds, String why) implements SubscribeResult {}

    /**
     * The same, and the server offers the stream as it is (WHEP section 4.3.2).
     *
     * @param session what the session will be named once the offer is answered
     * @param offer the SDP offer
     * @param etag entity-tag of the ICE session to be, as in {@link Accepted}
     * @param validUntilEpochSeconds when the offer ends, rounded down
     * @param mismatch why the player's own offer was refused
     */
    record CounterOffered(
            SessionId session, String offer, String etag, long validUntilEpochSeconds, CodecMismatch mismatch)
            implements SubscribeResult {
        /** The offer holds the ICE password, so it is left out. */
        @Override
        public String toString() {
            return "CounterOffered[session=" + session + ", mismatch=" + mismatch + "]";
        }
    }

    /** A limit on viewers is reached. */
    record CapReached(CapScope scope, int limit) implements SubscribeResult {}

    /** The server could not find out in time under which address viewers reach it. */
    record NoCandidate() implements SubscribeResult {}

    /**
     * The stream is started for its viewers only, and it did not become live in time.
     *
     * @param why one line for a person
     * @param retryAfterSeconds at least 1
     */
    record SourceTimeout(String why, int retryAfterSeconds) implements SubscribeResult {}

    /** The server is about to stop and takes no new viewers. */
    record Draining() implements SubscribeResult {}
}
