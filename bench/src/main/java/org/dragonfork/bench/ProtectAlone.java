package org.dragonfork.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.SrtpKeys;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.dragonfork.webrtc.srtp.SrtpSender;

/** The other baseline: protecting the packets of a frame for each of many viewers, without anything around it. */
final class ProtectAlone implements Load {
    private final SrtpProfile profile;
    private final Cipher cipher;
    private final List<SrtpSender> senders = new ArrayList<>();
    private final byte[] packet = new byte[Frames.PACKET];
    private final byte[] sealed = new byte[Frames.PACKET + 64];
    private int sequence;

    ProtectAlone(SrtpProfile profile, int contexts) {
        this(profile, contexts, Cipher.JDK);
    }

    ProtectAlone(SrtpProfile profile, int contexts, Cipher cipher) {
        this.profile = profile;
        this.cipher = cipher;
        var random = new Random(contexts);
        for (int i = 0; i < contexts; i++) {
            byte[] key = new byte[profile.keyLength()];
            byte[] salt = new byte[profile.saltLength()];
            random.nextBytes(key);
            random.nextBytes(salt);
            senders.add(new SrtpSender(new SrtpKeys(profile, key, salt), cipher.aeads()));
        }
        RtpHeader.write(packet, 0, false, 102, 0, 0, 5);
    }

    @Override
    public String what() {
        return "SRTP protect alone, " + Frames.name(profile) + cipher.suffix() + ", " + senders.size() + " contexts";
    }

    @Override
    public void run() {
        for (SrtpSender sender : senders) {
            for (int i = 0; i < Frames.PACKETS; i++) {
                RtpHeader.setSequenceNumber(packet, 0, (sequence + i) & 0xffff);
                if (sender.protectRtp(packet, 0, packet.length, sealed, 0) < 0) {
                    throw new IllegalStateException("a packet was not protected");
                }
            }
        }
        sequence += Frames.PACKETS;
    }

    @Override
    public int packets() {
        return senders.size() * Frames.PACKETS;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
