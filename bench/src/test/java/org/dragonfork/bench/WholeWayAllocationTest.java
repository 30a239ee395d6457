package org.dragonfork.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dragonfork.server.linux.LinuxHost;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pins that the whole way of a packet, from the leg's ring through shard, cipher and the Linux sink into the kernel, allocates
 * nothing beyond what the JDK's cipher does. Counts bytes, not time.
 */
@EnabledIf("onLinux")
class WholeWayAllocationTest {
    /** The least of many rounds counts: until the JIT compiler is done, the way allocates on the compiler's account. */
    private static final Effort EFFORT =
            new Effort(12, 60, 1_500, List.of(), List.of(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1);

    private static final int VIEWERS = 16;

    @SuppressWarnings("unused") // JUnit asks by name
    static boolean onLinux() {
        return LinuxHost.isSupported();
    }

    /** The JDK's GCM makes its parameters and a counter anew for each packet; AES-CM needs nothing. */
    @ParameterizedTest
    @CsvSource({
        "AEAD_AES_128_GCM, AUTO, 1100",
        "AEAD_AES_128_GCM, MMSG, 1100",
        "AES128_CM_HMAC_SHA1_80, AUTO, 1",
        "AES128_CM_HMAC_SHA1_80, MMSG, 1"
    })
    void nothingOfOursIsAllocatedForAPacketOfAViewer(SrtpProfile profile, SinkChoice way, double mostOfCipher)
            throws Exception {
        try (var fanOut = new FanOutLoad(VIEWERS, profile, way);
                var cipher = new ProtectAlone(profile, VIEWERS)) {
            List<Cost> costs = new Rounds(EFFORT).measure(List.of(fanOut, cipher), _ -> {});

            fanOut.checkAllSent();
            double ofCipher = costs.getLast().leastBytes();
            assertThat(ofCipher).as("bytes of the JDK's cipher for a packet").isLessThan(mostOfCipher);
            assertThat(costs.getFirst().leastBytes() - ofCipher)
                    .as("bytes of ours for a packet of a viewer")
                    .isLessThan(0.5);
        }
    }
}
