package org.dragonfork.dtls.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SelfSignedCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private final SelfSignedCertificate certificate = SelfSignedCertificate.generate(NOW, new SecureRandom());

    private static X509Certificate parse(SelfSignedCertificate certificate) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.der()));
    }

    @Test
    void isSignedByItsOwnP256Key() throws GeneralSecurityException {
        X509Certificate parsed = parse(certificate);
        parsed.verify(parsed.getPublicKey());
        assertThat(((ECPublicKey) parsed.getPublicKey()).getParams().getOrder().bitLength())
                .isEqualTo(256);
        assertThat(parsed.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(parsed.getSerialNumber()).isPositive();
    }

    @Test
    void isValidFromADayAgoForAYear() throws GeneralSecurityException {
        X509Certificate parsed = parse(certificate);
        assertThat(parsed.getNotBefore()).isEqualTo(NOW.minus(Duration.ofDays(1)));
        assertThat(parsed.getNotAfter()).isEqualTo(NOW.plus(Duration.ofDays(365)));
    }

    @Test
    void noTwoAreAlike() throws GeneralSecurityException {
        SelfSignedCertificate other = SelfSignedCertificate.generate(NOW, new SecureRandom());
        assertThat(parse(other).getSerialNumber())
                .isNotEqualTo(parse(certificate).getSerialNumber());
        assertThat(other.fingerprint()).isNotEqualTo(certificate.fingerprint());
    }

    @Test
    void fingerprintIsTheOneOfItsBytes() {
        assertThat(certificate.fingerprint().algorithm()).isEqualTo("sha-256");
        assertThat(certificate.fingerprint().matches(certificate.der())).isTrue();
    }

    @Test
    void doesNotPrintItsKey() {
        assertThat(certificate)
                .hasToString(
                        "SelfSignedCertificate[" + certificate.fingerprint().value() + "]");
    }
}
