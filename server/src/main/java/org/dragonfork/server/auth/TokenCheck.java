package org.dragonfork.server.auth;

/** What a token turned out to be. */
public sealed interface TokenCheck {
    /** Whoever has it may use the API. */
    record Access(String subject) implements TokenCheck {}

    /** Whoever has it may fetch a new access token, and nothing else. */
    record Refresh(String subject) implements TokenCheck {}

    /** Whoever has it may watch one stream, and nothing else. */
    record Viewer(String stream) implements TokenCheck {}

    /**
     * It is worth nothing.
     *
     * @param why a few words for a person; nothing of the token
     */
    record Worthless(String why) implements TokenCheck {}
}
