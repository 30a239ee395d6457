package org.dragonfork.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks the tokens of a server: JSON Web Tokens (RFC 7519) signed with HS256, with the claims of the original.
 * Nothing is kept of a token, so one holds until it expires or the password changes. Safe for use from any thread.
 */
public final class Tokens {
    /** How long an access token holds, as in the original. */
    public static final Duration ACCESS_LIFETIME = Duration.ofMinutes(10);

    /** How long a refresh token holds, as in the original. */
    public static final Duration REFRESH_LIFETIME = Duration.ofHours(24);

    /** Far above what is issued here, which has an id of at most 200 characters; longer ones are not even decoded. */
    static final int MAX_LENGTH = 4_096;

    /** What clocks of two machines may differ by. */
    static final Duration SKEW = Duration.ofSeconds(5);

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private static final String ISSUER = "datarhei-core";
    private static final String USE = "usefor";
    private static final String LIFETIME = "exi";
    private static final String STREAM = "stream";
    private static final String VIEWER_SUBJECT = "viewer";

    private static final String ACCESS = "access";
    private static final String REFRESH = "refresh";
    private static final String VIEWER = "viewer";

    private final JWSSigner signer;
    private final JWSVerifier verifier;
    private final InstantSource clock;

    /** Tokens of this login. */
    public Tokens(Credentials credentials, InstantSource clock) {
        try {
            this.signer = new MACSigner(credentials.key());
            this.verifier = new MACVerifier(credentials.key());
        } catch (JOSEException e) {
            throw new IllegalStateException("a key of 32 bytes is enough for HS256", e);
        }
        this.clock = clock;
    }

    /** For use of the API. */
    public String access(String subject) {
        return sign(claims(subject, ACCESS, ACCESS_LIFETIME));
    }

    /** For fetching access tokens. */
    public String refresh(String subject) {
        return sign(claims(subject, REFRESH, REFRESH_LIFETIME));
    }

    /** For watching one stream, for so long. */
    public String viewer(String stream, Duration lifetime) {
        return sign(claims(VIEWER_SUBJECT, VIEWER, lifetime).claim(STREAM, stream));
    }

    /** What this text is; any text may be asked for. */
    public TokenCheck check(String token) {
        if (token.length() > MAX_LENGTH) {
            return new TokenCheck.Worthless("the token is too long");
        }
        // The library also takes the characters of plain base64 (RFC 7515 section 2 has the other alphabet only).
        if (!FORM.matcher(token).matches()) {
            return new TokenCheck.Worthless("the token has not the form of one");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            // The header is the sender's word: only one algorithm is ever taken (RFC 8725 section 3.1).
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())) {
                return new TokenCheck.Worthless("the token is not signed with HS256");
            }
            if (!jwt.verify(verifier)) {
                return new TokenCheck.Worthless("the token was not signed by this server");
            }
            return read(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
            return new TokenCheck.Worthless("this is no token");
        }
    }

    private TokenCheck read(JWTClaimsSet claims) throws ParseException {
        Instant now = clock.instant();
        @Nullable Date expires = claims.getExpirationTime();
        @Nullable Date issued = claims.getIssueTime();
        @Nullable String use = claims.getStringClaim(USE);
        @Nullable String subject = claims.getSubject();
        if (!ISSUER.equals(claims.getIssuer()) || use == null || subject == null || issued == null || expires == null) {
            return new TokenCheck.Worthless("the token lacks a claim");
        }
        if (!now.isBefore(expires.toInstant().plus(SKEW))) {
            return new TokenCheck.Worthless("the token has expired");
        }
        if (issued.toInstant().isAfter(now.plus(SKEW))) {
            return new TokenCheck.Worthless("the token is from the future");
        }
        return switch (use) {
            case ACCESS -> new TokenCheck.Access(subject);
            case REFRESH -> new TokenCheck.Refresh(subject);
            case VIEWER -> viewer(claims.getStringClaim(STREAM));
            default -> new TokenCheck.Worthless("the token is for something else");
        };
    }

    private static TokenCheck viewer(@Nullable String stream) {
        return stream == null ? new TokenCheck.Worthless("the token lacks a claim") : new TokenCheck.Viewer(stream);
    }

    private JWTClaimsSet.Builder claims(String subject, String use, Duration lifetime) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(subject)
                .claim(USE, use)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .claim(LIFETIME, lifetime.toSeconds())
                .jwtID(UUID.randomUUID().toString());
    }

    private String sign(JWTClaimsSet.Builder claims) {
        var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("HMAC cannot fail", e);
        }
        return jwt.serialize();
    }
}
