package org.dragonfork.dtls.bc;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/** Factories that repeat a lost flight soon. */
final class Factories {
    static final SecureRandom RANDOM = new SecureRandom();

    private Factories() {}

    static SelfSignedCertificate certificate() {
        return SelfSignedCertificate.generate(Instant.now(), RANDOM);
    }

    static HandshakeLimits limits() {
        return HandshakeLimits.defaults().withFirstResend(Duration.ofMillis(100));
    }

    static BcDtlsEndpointFactory quick() {
        return quick(BcDtlsEndpointFactory.DEFAULT_PREFERENCE);
    }

    static BcDtlsEndpointFactory quick(List<SrtpProfile> preference) {
        return new BcDtlsEndpointFactory(certificate(), RANDOM, preference, limits());
    }

    static BcDtlsEndpointFactory with(HandshakeLimits limits) {
        return new BcDtlsEndpointFactory(certificate(), RANDOM, BcDtlsEndpointFactory.DEFAULT_PREFERENCE, limits);
    }
}
