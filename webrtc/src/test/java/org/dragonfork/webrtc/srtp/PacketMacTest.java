package org.dragonfork.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dragonfork.webrtc.rtp.BigEndian;
import org.junit.jupiter.api.Test;

class PacketMacTest {
    @Test
    void isTheHmacOfTheJdk() throws GeneralSecurityException {
        var random = new Random(11);
        for (int length = 0; length < 300; length += 7) {
            byte[] key = new byte[20];
            byte[] packet = new byte[length + 4];
            random.nextBytes(key);
            random.nextBytes(packet);
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] expected = Arrays.copyOf(mac.doFinal(packet), PacketMac.TAG_LENGTH);

            var own = new PacketMac(key);
            // Twice, as the state must be that of the start after each packet.
            for (int i = 0; i < 2; i++) {
                own.compute(packet, 0, packet.length);
                assertThat(own.matches(expected, 0)).isTrue();
                own.compute(packet, 0, length, BigEndian.int32(packet, length));
                assertThat(own.matches(expected, 0)).isTrue();
            }
            byte[] written = new byte[PacketMac.TAG_LENGTH];
            own.write(written, 0);
            assertThat(written).isEqualTo(expected);
        }
    }
}
