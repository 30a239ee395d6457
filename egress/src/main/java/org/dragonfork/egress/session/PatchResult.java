package org.dragonfork.egress.session;

/** What became of a trickle or ICE restart request (WHEP section 4.5), or of the answer to a counter-offer (4.3.2). */
public sealed interface PatchResult {
    /** Candidates of the running ICE session were taken. */
    record Trickled() implements PatchResult {}

    /**
     * ICE was restarted.
     *
     * @param fragment the server's new credentials and candidates, as an SDP fragment
     * @param etag entity-tag of the new ICE session, with its quotes
     */
    record Restarted(String fragment, String etag) implements PatchResult {}

    /** The answer to a counter-offer was taken: the session exists. */
    record Answered() implements PatchResult {}

    /** An answer to a session that has one, or never wanted one. */
    record NothingToAnswer() implements PatchResult {}

    /** No such stream. */
    record UnknownStream() implements PatchResult {}

    /** No such session, or it has ended. */
    record UnknownSession() implements PatchResult {}

    /** The body is no SDP. */
    record Malformed(String why) implements PatchResult {}

    /** A fragment or an answer that this session cannot use. */
    record Unservable(String why) implements PatchResult {}

    /** If-Match names another ICE session than the current one. */
    record StaleEtag() implements PatchResult {}

    /** If-Match is missing and the server is strict about it. */
    record MissingEtag() implements PatchResult {}
}
