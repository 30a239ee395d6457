package org.dragonfork.webrtc.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The hash of a certificate as SDP carries it (RFC 8122 section 5).
 *
 * @param algorithm hash name in lower case, for instance {@code sha-256}
 * @param value upper-case hex pairs joined by colons
 */
public record CertificateFingerprint(String algorithm, String value) {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    public CertificateFingerprint {
        algorithm = algorithm.toLowerCase(Locale.ROOT);
        value = value.toUpperCase(Locale.ROOT);
        COLONS.parseHex(value);
    }

    /** The SHA-256 fingerprint of a certificate in DER form. */
    public static CertificateFingerprint sha256(byte[] der) {
        return new CertificateFingerprint("sha-256", hash("SHA-256", der));
    }

    /**
     * Tells whether {@code der} is the certificate this fingerprint was made of. An unknown or weak hash (RFC 8122
     * section 5 forbids MD5 and MD2; SHA-1 is not relied on) never matches.
     */
    public boolean matches(byte[] der) {
        return switch (algorithm) {
            case "sha-256" -> value.equals(hash("SHA-256", der));
            case "sha-384" -> value.equals(hash("SHA-384", der));
            case "sha-512" -> value.equals(hash("SHA-512", der));
            default -> false;
        };
    }

    private static String hash(String name, byte[] der) {
        try {
            return COLONS.formatHex(MessageDigest.getInstance(name).digest(der));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + name, e);
        }
    }
}
