package org.dragonfork.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.webrtc.srtp.TestPackets.SSRC;
import static org.dragonfork.webrtc.srtp.TestPackets.keys;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.junit.jupiter.api.Test;

/** Pins the garbage per packet: ours is none, the rest is the JDK's own and measured on JDK 25. */
class SrtpAllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int PACKETS = 10_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final byte[] payload = new byte[1188];
    private final byte[] target = new byte[1300];
    private int sequenceNumber;

    @Test
    void allocatesNothingAroundTheCipher() {
        SrtpSender sender = new SrtpSender(new NoOpCipher(), new SentIndexes());
        seal(sender, WARM_UP);
        assertThat(bytesOfSealing(sender)).isZero();
    }

    @Test
    void allocatesNothingAroundTheCipherWhenReceiving() {
        SrtpReceiver receiver = new SrtpReceiver(new NoOpCipher());
        open(receiver, WARM_UP);
        long before = threads.getCurrentThreadAllocatedBytes();
        open(receiver, PACKETS);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
    }

    @Test
    void counterModeAllocatesNothing() {
        SrtpSender sender = new SrtpSender(keys(SrtpProfile.AES128_CM_HMAC_SHA1_80));
        seal(sender, WARM_UP);
        assertThat(bytesOfSealing(sender) / PACKETS).isZero();
    }

    @Test
    void gcmCostsTheParametersAndTheEngineOfTheJdkOnly() {
        SrtpSender sender = new SrtpSender(keys(SrtpProfile.AEAD_AES_128_GCM));
        seal(sender, WARM_UP);
        // Measured: 984 bytes compiled by C2, 1160 by C1 or interpreted, 1184 without escape analysis. Of these the
        // GCMParameterSpec with its copy of the nonce is 56; the rest is Cipher.init and the engine it makes.
        assertThat(bytesOfSealing(sender) / PACKETS).isLessThanOrEqualTo(1_200);
    }

    private long bytesOfSealing(SrtpSender sender) {
        long before = threads.getCurrentThreadAllocatedBytes();
        seal(sender, PACKETS);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void seal(SrtpSender sender, int packets) {
        for (int i = 0; i < packets; i++) {
            RtpHeader.write(target, 0, false, 96, sequenceNumber, i, SSRC);
            sequenceNumber = (sequenceNumber + 1) & 0xFFFF;
            if (sender.sealRtp(target, 0, RtpHeader.FIXED_LENGTH, payload, 0, payload.length) < 0) {
                throw new IllegalStateException("refused");
            }
        }
    }

    private void open(SrtpReceiver receiver, int packets) {
        for (int i = 0; i < packets; i++) {
            RtpHeader.write(target, 0, false, 96, sequenceNumber, i, SSRC);
            sequenceNumber = (sequenceNumber + 1) & 0xFFFF;
            if (receiver.unprotectRtp(target, 0, 1200, target, 0) < 0) {
                throw new IllegalStateException("refused");
            }
        }
    }
}
