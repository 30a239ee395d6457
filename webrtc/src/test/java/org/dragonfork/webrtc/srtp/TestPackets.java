package org.dragonfork.webrtc.srtp;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.dragonfork.webrtc.rtp.BigEndian;
import org.dragonfork.webrtc.rtp.RtpHeader;

/** Keys and packets of the tests. */
final class TestPackets {
    static final int SSRC = 0xCAFEBABE;

    private TestPackets() {}

    static RandomGenerator random(long seed) {
        return new SplittableRandom(seed);
    }

    static SrtpKeys keys(SrtpProfile profile) {
        RandomGenerator random = random(profile.id());
        byte[] key = new byte[profile.keyLength()];
        byte[] salt = new byte[profile.saltLength()];
        random.nextBytes(key);
        random.nextBytes(salt);
        return new SrtpKeys(profile, key, salt);
    }

    static byte[] rtp(int ssrc, int sequenceNumber, int payloadLength) {
        byte[] packet = new byte[RtpHeader.FIXED_LENGTH + payloadLength];
        random(sequenceNumber).nextBytes(packet);
        RtpHeader.write(packet, 0, false, 96, sequenceNumber, sequenceNumber * 3000, ssrc);
        return packet;
    }

    static byte[] rtcp(int ssrc, int words) {
        byte[] packet = new byte[8 + 4 * words];
        random(words).nextBytes(packet);
        packet[0] = (byte) 0x80;
        packet[1] = (byte) 200;
        BigEndian.put16(packet, 2, words + 1);
        BigEndian.put32(packet, 4, ssrc);
        return packet;
    }

    static byte[] protectRtp(SrtpSender sender, byte[] packet) {
        byte[] target = new byte[packet.length + 16];
        return cut(target, sender.protectRtp(packet, 0, packet.length, target, 0));
    }

    static byte[] protectRtcp(SrtpSender sender, byte[] packet) {
        byte[] target = new byte[packet.length + 20];
        return cut(target, sender.protectRtcp(packet, 0, packet.length, target, 0));
    }

    static int openRtp(SrtpReceiver receiver, byte[] packet) {
        return receiver.unprotectRtp(packet, 0, packet.length, new byte[packet.length], 0);
    }

    static int openRtcp(SrtpReceiver receiver, byte[] packet) {
        return receiver.unprotectRtcp(packet, 0, packet.length, new byte[packet.length], 0);
    }

    private static byte[] cut(byte[] target, int length) {
        if (length < 0) {
            throw new IllegalStateException("refused: " + SrtpStatus.ofCode(length));
        }
        return java.util.Arrays.copyOf(target, length);
    }
}
