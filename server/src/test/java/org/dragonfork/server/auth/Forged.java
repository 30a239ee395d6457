package org.dragonfork.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as an attacker would make them, each with the reason why it is worth nothing. */
public final class Forged {
    private Forged() {}

    /** Tokens that nobody may do anything with, by what is wrong with them. */
    public static Map<String, String> tokens(Credentials credentials, Instant now) {
        InstantSource clock = InstantSource.fixed(now);
        var strangers = new Credentials("admin", "letmein", "another-secret-of-32-characters!");
        String good = new Tokens(credentials, clock).access("admin");
        String claims = good.split("\\.", -1)[1];
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("empty", "");
        forged.put("garbage", "a.b.c");
        forged.put("half", good.substring(0, good.length() / 2));
        forged.put("signed by another key", new Tokens(strangers, clock).access("admin"));
        forged.put("expired", at(credentials, now.minus(Duration.ofMinutes(11))));
        forged.put("from the future", at(credentials, now.plus(Duration.ofMinutes(11))));
        forged.put("none", part("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + claims + ".");
        forged.put("None with signature", part("{\"alg\":\"None\"}") + "." + claims + "." + good.split("\\.", -1)[2]);
        forged.put("HS512 with the right key", signed("HS512", "HmacSHA512", claims, credentials.key()));
        forged.put("RS256 with the key as secret", signed("RS256", "HmacSHA256", claims, credentials.key()));
        forged.put("other claims, old signature", otherClaims(good));
        forged.put(
                "no expiry",
                signed(
                        "HS256",
                        "HmacSHA256",
                        part("{\"iss\":\"datarhei-core\",\"sub\":\"admin\",\"usefor\":\"access\",\"iat\":"
                                + now.getEpochSecond() + "}"),
                        credentials.key()));
        forged.put(
                "other issuer",
                signed(
                        "HS256",
                        "HmacSHA256",
                        part("{\"iss\":\"me\",\"sub\":\"admin\",\"usefor\":\"access\",\"iat\":1,\"exp\":99999999999}"),
                        credentials.key()));
        forged.put(
                "unknown use",
                signed(
                        "HS256",
                        "HmacSHA256",
                        part(
                                "{\"iss\":\"datarhei-core\",\"sub\":\"admin\",\"usefor\":\"all\",\"iat\":1,\"exp\":99999999999}"),
                        credentials.key()));
        forged.put(
                "claims of wrong types",
                signed(
                        "HS256",
                        "HmacSHA256",
                        part("{\"iss\":[],\"sub\":{},\"usefor\":1,\"iat\":\"x\",\"exp\":{}}"),
                        credentials.key()));
        forged.put(
                "deep header",
                part("{\"alg\":\"HS256\",\"x\":" + "[".repeat(1500) + "]".repeat(1500) + "}") + "." + claims + ".x");
        forged.put("too long", good + "x".repeat(5_000));
        return forged;
    }

    private static String at(Credentials credentials, Instant time) {
        return new Tokens(credentials, InstantSource.fixed(time)).access("admin");
    }

    private static String otherClaims(String good) {
        String[] parts = good.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + part(claims.replace("\"exi\":600", "\"exi\":601")) + "." + parts[2];
    }

    private static String signed(String name, String algorithm, String claims, byte[] key) {
        String text = part("{\"alg\":\"" + name + "\"}") + "." + claims;
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
