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
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarmUpTest {
    private final SecureRandom random = new SecureRandom();
    private final BcDtlsEndpointFactory dtls =
            new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random);

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "NIO"})
    void packetsReachTheServersOwnViewersOverTheRealWay(SinkChoice way) throws Exception {
        try (var rehearsal = new Rehearsal(dtls, Aead.jdk(), way, random)) {
            long patience = System.nanoTime() + 30_000_000_000L;

            // How many in the time it takes is the machine's matter; that they come shows that the whole way was gone.
            assertThat(rehearsal.run(BcDtlsEndpointFactory.DEFAULT_PREFERENCE, patience))
                    .isPositive();
        }
    }

    /** Whoever allows one profile only has it rehearsed, whichever it is. */
    @ParameterizedTest
    @EnumSource
    void anyProfileAloneIsRehearsed(SrtpProfile only) throws Exception {
        try (var rehearsal = new Rehearsal(dtls, Aead.jdk(), SinkChoice.AUTO, random)) {
            long patience = System.nanoTime() + 30_000_000_000L;

            assertThat(rehearsal.run(List.of(only), patience)).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "NIO"})
    void saysOnceThatItIsDoneAndLeavesNoThreadBehind(SinkChoice way) {
        long before = threads();

        var said = new AtomicInteger();
        new WarmUp(dtls, BcDtlsEndpointFactory.DEFAULT_PREFERENCE, Aead.jdk(), way).run(said::incrementAndGet);

        assertThat(said).hasValue(1);
        assertThat(threads()).isEqualTo(before);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("media-")
                        || thread.getName().equals("demux"))
                .count();
    }
}
