package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.stream.RtpLeg;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.SrtpKeys;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.dragonfork.webrtc.srtp.SrtpSender;
import org.junit.jupiter.api.Test;

/** Pins that the way of a packet from the leg to the sink allocates nothing beyond what the JDK's cipher does. */
class FanOutAllocationTest {
    private static final StreamId CAM = new StreamId("cam");
    private static final int VIEWERS = 8;
    private static final int BATCH = 11;
    private static final int ROUNDS = 10;
    private static final int MEASURED = 1_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int sequence = 1000;
    private int timestamp = 5000;

    @Test
    void nothingIsAllocatedPerPacketAndViewerBeyondTheCipher() {
        var world = new EgressWorld(71);
        world.live(CAM);
        for (int i = 0; i < VIEWERS; i++) {
            world.join(CAM);
        }
        // Until every viewer has reported, headers carry the MID, and the cipher itself allocates more for them.
        world.run(Duration.ofSeconds(3));
        world.silence(CAM);
        world.discardOutput();
        RtpLeg leg = world.stream(CAM).leg(MediaKind.VIDEO).orElseThrow();

        // The least of several rounds: until the JIT has compiled the way, it allocates on its own account.
        double perPacket = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MEASURED; i++) {
                batch(world, leg);
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            perPacket = Math.min(perPacket, allocated / (double) ((long) MEASURED * BATCH * VIEWERS));
        }

        double cipher = cipherAlone();
        assertThat(cipher).as("the cipher's own bytes are measured at all").isGreaterThan(10);
        assertThat(perPacket - cipher).as("bytes of ours per packet and viewer").isLessThan(1.0);
    }

    private void batch(EgressWorld world, RtpLeg leg) {
        for (int i = 0; i < BATCH; i++) {
            byte[] slot = leg.nextSlot();
            slot[0] = (byte) 0x80;
            slot[1] = 102;
            RtpHeader.setSequenceNumber(slot, 0, sequence++ & 0xffff);
            RtpHeader.setTimestamp(slot, 0, timestamp);
            RtpHeader.setSsrc(slot, 0, 77);
            slot[12] = 0x41;
            leg.accept(1200, world.nowNanos(), world.nowNanos());
        }
        timestamp += 3000;
        world.shard().packets(CAM, leg, world.nowNanos());
    }

    private double cipherAlone() {
        var profile = SrtpProfile.AEAD_AES_128_GCM;
        var sender =
                new SrtpSender(new SrtpKeys(profile, new byte[profile.keyLength()], new byte[profile.saltLength()]));
        byte[] payload = new byte[1200];
        byte[] target = new byte[1500];
        double least = Double.MAX_VALUE;
        int sequenceNumber = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MEASURED * 20; i++) {
                seal(sender, payload, target, sequenceNumber++);
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, allocated / (double) (MEASURED * 20));
        }
        return least;
    }

    private static void seal(SrtpSender sender, byte[] payload, byte[] target, int sequenceNumber) {
        target[0] = (byte) 0x80;
        target[1] = 102;
        RtpHeader.setSequenceNumber(target, 0, sequenceNumber & 0xffff);
        RtpHeader.setTimestamp(target, 0, sequenceNumber);
        RtpHeader.setSsrc(target, 0, 5);
        if (sender.sealRtp(target, 0, 12, payload, 12, 1188) < 0) {
            throw new AssertionError("not sealed");
        }
    }
}
