package org.dragonfork.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.SelfSignedCertificate;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.webrtc.srtp.Aead;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarmUpTest {
    private final SecureRandom random = new SecureRandom();
    private final BcDtlsEndpointFactory dtls =
            new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random);

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "NIO"})
    void packetsReachTheServersOwnViewersOverTheRealWay(SinkChoice way) {
        var warmUp = new WarmUp(dtls, BcDtlsEndpointFactory.DEFAULT_PREFERENCE, Aead.jdk(), way);

        // How many in the time it takes is the machine's matter; that they come shows that the whole way was gone.
        var said = new AtomicInteger();
        int packets = warmUp.run(said::incrementAndGet);

        assertThat(said).hasValue(1);
        assertThat(packets).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "NIO"})
    void leavesNoThreadBehind(SinkChoice way) {
        long before = threads();

        int packets = new WarmUp(dtls, List.of(BcDtlsEndpointFactory.DEFAULT_PREFERENCE.getFirst()), Aead.jdk(), way)
                .run(() -> {});

        assertThat(packets).isNotNegative();
        assertThat(threads()).isEqualTo(before);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("media-")
                        || thread.getName().equals("demux"))
                .count();
    }
}
