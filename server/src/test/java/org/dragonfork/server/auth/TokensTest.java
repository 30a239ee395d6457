package org.dragonfork.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-05-03T12:00:00Z");

    private final Credentials credentials = new Credentials("admin", "letmein", "0123456789abcdef");

    private final Tokens tokens = at(NOW);

    @Test
    void tokenIsGoodForWhatItWasIssuedFor() {
        assertThat(tokens.check(tokens.access("admin"))).isEqualTo(new TokenCheck.Access("admin"));
        assertThat(tokens.check(tokens.refresh("admin"))).isEqualTo(new TokenCheck.Refresh("admin"));
        assertThat(tokens.check(tokens.viewer("a:b", Duration.ofMinutes(1)))).isEqualTo(new TokenCheck.Viewer("a:b"));
    }

    @Test
    void claimsAreThoseOfTheOriginal() {
        String claims = new String(
                Base64.getUrlDecoder().decode(tokens.access("admin").split("\\.", -1)[1]), StandardCharsets.UTF_8);

        assertThat(claims)
                .contains("\"iss\":\"datarhei-core\"", "\"sub\":\"admin\"", "\"usefor\":\"access\"", "\"exi\":600")
                .contains("\"iat\":" + NOW.getEpochSecond(), "\"exp\":" + (NOW.getEpochSecond() + 600), "\"jti\":");
    }

    @Test
    void tokenHoldsUntilItExpiresAndALittleLonger() {
        String token = tokens.access("admin");

        assertThat(at(NOW.plusSeconds(604)).check(token)).isInstanceOf(TokenCheck.Access.class);
        assertThat(at(NOW.plusSeconds(605)).check(token)).isEqualTo(new TokenCheck.Worthless("the token has expired"));
        assertThat(at(NOW.minusSeconds(5)).check(token)).isInstanceOf(TokenCheck.Access.class);
        assertThat(at(NOW.minusSeconds(6)).check(token)).isInstanceOf(TokenCheck.Worthless.class);
    }

    @Test
    void forgedTokensAreWorthNothing() {
        assertThat(Forged.tokens(credentials, NOW))
                .hasSizeGreaterThan(15)
                .allSatisfy((what, token) ->
                        assertThat(tokens.check(token)).as(what).isInstanceOf(TokenCheck.Worthless.class));
    }

    @Test
    void anotherPasswordMakesAllTokensWorthless() {
        var changed = new Tokens(new Credentials("admin", "letmein2", "0123456789abcdef"), InstantSource.fixed(NOW));

        assertThat(changed.check(tokens.access("admin"))).isInstanceOf(TokenCheck.Worthless.class);
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        String good = tokens.access("admin");
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            int place = random.nextInt(good.length());
            char other = (char) random.nextInt(32, 127);
            String changed = good.substring(0, place) + other + good.substring(place + 1);
            // The last character of a part may stand for the same bytes; then it is the same token.
            if (!sameBytes(good, changed)) {
                assertThat(tokens.check(changed)).as(changed).isInstanceOf(TokenCheck.Worthless.class);
            }
        }
    }

    @Test
    void onlyTheRightNameAndPasswordMatch() {
        assertThat(credentials.match("admin", "letmein")).isTrue();
        assertThat(credentials.match("admin", "letmei")).isFalse();
        assertThat(credentials.match("Admin", "letmein")).isFalse();
        assertThat(credentials.match("", "")).isFalse();
        assertThat(credentials.toString()).doesNotContain("admin", "letmein", "0123");
    }

    private static boolean sameBytes(String good, String changed) {
        String[] a = good.split("\\.", -1);
        String[] b = changed.split("\\.", -1);
        try {
            return a.length == b.length
                    && a[0].equals(b[0])
                    && a[1].equals(b[1])
                    && java.util.Arrays.equals(
                            Base64.getUrlDecoder().decode(a[2]),
                            Base64.getUrlDecoder().decode(b[2]));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private Tokens at(Instant time) {
        return new Tokens(credentials, InstantSource.fixed(time));
    }
}
