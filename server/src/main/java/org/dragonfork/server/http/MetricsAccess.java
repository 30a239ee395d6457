package org.dragonfork.server.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who may read the metrics: by the address of the socket, never by what a header claims, and by a token or a login. Secrets
 * are kept as digests, are compared in constant time and never printed.
 */
public final class MetricsAccess {
    private final Predicate<InetAddress> addresses;
    private final List<Secret> secrets;

    /** What becomes of a request. */
    enum Verdict {
        ADMITTED,
        STRANGE_ADDRESS,
        NO_LOGIN
    }

    /** What has to stand in {@code Authorization}: the scheme, and a digest of both. */
    private record Secret(String scheme, String digest) {
        static Secret of(String scheme, String credentials) {
            return new Secret(scheme, MetricsAccess.digest(scheme + " " + credentials));
        }
    }

    private MetricsAccess(Predicate<InetAddress> addresses, List<Secret> secrets) {
        this.addresses = addresses;
        this.secrets = List.copyOf(secrets);
    }

    /** Everybody may. */
    public static MetricsAccess open() {
        return new MetricsAccess(_ -> true, List.of());
    }

    /** The same, but only for some addresses. */
    public MetricsAccess only(Predicate<InetAddress> these) {
        return new MetricsAccess(these, secrets);
    }

    /** The same, but only with this token (RFC 6750 section 2.1), or another secret that was set. */
    public MetricsAccess withBearer(String token) {
        return with(Secret.of("bearer", token));
    }

    /** The same, but only with this login (RFC 7617), or another secret that was set. */
    public MetricsAccess withLogin(String name, String password) {
        byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return with(Secret.of("basic", Base64.getEncoder().encodeToString(both)));
    }

    Verdict judge(InetAddress client, Optional<String> authorization) {
        if (!addresses.test(client)) {
            return Verdict.STRANGE_ADDRESS;
        }
        return secrets.isEmpty() || authorization.map(this::isKnown).orElse(false)
                ? Verdict.ADMITTED
                : Verdict.NO_LOGIN;
    }

    /** The value of {@code WWW-Authenticate}. */
    String challenge() {
        var schemes = new ArrayList<String>();
        secrets.forEach(secret -> schemes.add(
                secret.scheme().equals("basic")
                        ? "Basic realm=\"metrics\", charset=\"UTF-8\""
                        : "Bearer realm=\"metrics\""));
        return String.join(", ", schemes);
    }

    private boolean isKnown(String authorization) {
        int blank = authorization.indexOf(' ');
        if (blank < 0) {
            return false;
        }
        String scheme = authorization.substring(0, blank).toLowerCase(Locale.ROOT);
        Secret given = Secret.of(scheme, authorization.substring(blank + 1).strip());
        boolean known = false;
        for (Secret secret : secrets) {
            known |= MessageDigest.isEqual(bytes(given.digest()), bytes(secret.digest()));
        }
        return known;
    }

    private MetricsAccess with(Secret secret) {
        var all = new ArrayList<>(secrets);
        all.add(secret);
        return new MetricsAccess(addresses, all);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(secret));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException cannotBe) {
            throw new IllegalStateException("every Java has SHA-256", cannotBe);
        }
    }
}
