package org.dragonfork.server.http;

import java.time.Duration;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;

/** Knows the login and its tokens; asked by many threads at a time. */
public interface Authority {
    /** Whom this token, any text, stands for. */
    Bearer read(String token);

    /** The tokens of a login; empty when name or password is wrong, which takes as long to find out as that they are right. */
    Optional<LoginTokens> login(String name, String password);

    /** A new access token for somebody who showed a refresh token. */
    String renew(String name);

    /** A token that lets its bearer watch one stream for so long. */
    String viewer(StreamId stream, Duration lifetime);

    /** What a login gives. */
    record LoginTokens(String accessToken, String refreshToken) {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "LoginTokens[not shown]";
        }
    }
}
