package org.dragonfork.egress.session;

/** What became of a DELETE. */
public sealed interface UnsubscribeResult {
    /** The session was there and is ended now. */
    record Ended() implements UnsubscribeResult {}

    /** There is no such session (any more), which is what the viewer wanted. */
    record NothingToEnd() implements UnsubscribeResult {}
}
