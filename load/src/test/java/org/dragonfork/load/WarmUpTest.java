package org.dragonfork.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.SelfSignedCertificate;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private final SecureRandom random = new SecureRandom();
    private final BcDtlsEndpointFactory factory =
            new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random);

    @Test
    void doesHandshakesToTheEnd() throws InterruptedException {
        int done = new WarmUp(factory).run(Duration.ofSeconds(20));

        assertThat(done).isPositive();
        assertThat(factory.counts().established()).isGreaterThanOrEqualTo(2L * done);
    }

    @Test
    void endsWithItsTime() throws InterruptedException {
        assertThat(new WarmUp(factory).run(Duration.ZERO)).isZero();
    }
}
