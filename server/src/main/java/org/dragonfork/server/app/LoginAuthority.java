package org.dragonfork.server.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.auth.Credentials;
import org.dragonfork.server.auth.TokenCheck;
import org.dragonfork.server.auth.Tokens;
import org.dragonfork.server.config.AuthConfig;
import org.dragonfork.server.http.Authority;
import org.dragonfork.server.http.Bearer;

/** The configured login, as HTTP asks for it. */
public final class LoginAuthority implements Authority {
    private final Credentials credentials;
    private final Tokens tokens;

    private LoginAuthority(Credentials credentials, InstantSource clock) {
        this.credentials = credentials;
        this.tokens = new Tokens(credentials, clock);
    }

    /** The login, if there is to be one. */
    public static Optional<Authority> of(AuthConfig config, InstantSource clock) {
        return config.enabled()
                ? Optional.of(new LoginAuthority(
                        new Credentials(config.username(), config.password(), config.jwtSecret()), clock))
                : Optional.empty();
    }

    @Override
    public Bearer read(String token) {
        return switch (tokens.check(token)) {
            case TokenCheck.Access(String subject) -> new Bearer.Admin(subject);
            case TokenCheck.Refresh(String subject) -> new Bearer.Renewer(subject);
            case TokenCheck.Viewer(String stream) ->
                StreamId.isValid(stream)
                        ? new Bearer.Viewer(new StreamId(stream))
                        : new Bearer.Nobody("the token names no stream");
            case TokenCheck.Worthless(String why) -> new Bearer.Nobody(why);
        };
    }

    @Override
    public Optional<LoginTokens> login(String name, String password) {
        return credentials.match(name, password)
                ? Optional.of(new LoginTokens(tokens.access(name), tokens.refresh(name)))
                : Optional.empty();
    }

    @Override
    public String renew(String name) {
        return tokens.access(name);
    }

    @Override
    public String viewer(StreamId stream, Duration lifetime) {
        return tokens.viewer(stream.value(), lifetime);
    }
}
