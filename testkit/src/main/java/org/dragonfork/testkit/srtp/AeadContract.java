package org.dragonfork.testkit.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.Aead;
import org.dragonfork.webrtc.srtp.SrtpKeys;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.dragonfork.webrtc.srtp.SrtpReceiver;
import org.dragonfork.webrtc.srtp.SrtpSender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every AES-GCM must do: the vectors of RFC 7714, and what the JDK's does with any other bytes. */
public abstract class AeadContract {
    private static final HexFormat HEX = HexFormat.of();

    private static final String HEADER = "8040f17b8041f8d35501a0b2";
    private static final String TEXT = "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";
    private static final String REPORT =
            "4e5450314e545032525450200000042a0000e9304c756e61" + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";

    /** What is to be tested. */
    protected abstract Aead.Provider provider();

    /** Bytes that it may allocate for a packet, in the best of some rounds. */
    protected abstract int garbage();

    @ParameterizedTest
    @CsvSource({
        // Section 16.1 and 16.2.
        "000102030405060708090a0b0c0d0e0f,"
                + " f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,"
                + " 32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13",
    })
    void sealsAndOpensTheRtpPacketsOfRfc7714(String key, String sealed) {
        Aead aead = provider().withKey(HEX.parseHex(key));
        // Salt 517569642070726f2071756f with SSRC 5501a0b2 and index 0000f17b.
        byte[] nonce = HEX.parseHex("51753c6580c2726f20718414");
        assertThat(seal(aead, nonce, HEX.parseHex(HEADER), HEX.parseHex(TEXT))).isEqualTo(sealed);
        assertThat(open(aead, nonce, HEX.parseHex(HEADER), HEX.parseHex(sealed)))
                .isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        // Section 17.1 and 17.2; the index word is associated, too.
        "000102030405060708090a0b0c0d0e0f,"
                + " 63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,"
                + " d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be",
    })
    void sealsAndOpensTheRtcpPacketsOfRfc7714(String key, String sealed) {
        Aead aead = provider().withKey(HEX.parseHex(key));
        // The same salt with SSRC 4d617273 and index 000005d4.
        byte[] nonce = HEX.parseHex("517524055203726f207170bb");
        byte[] associated = HEX.parseHex("81c8000d4d617273800005d4");
        assertThat(seal(aead, nonce, associated, HEX.parseHex(REPORT))).isEqualTo(sealed);
        assertThat(open(aead, nonce, associated, HEX.parseHex(sealed))).isEqualTo(REPORT);
    }

    @Test
    void doesWhatTheJdkDoesWithAnyLengthAtAnyPlace() {
        var random = new Random(3);
        for (int keyLength : new int[] {16, 32}) {
            byte[] key = new byte[keyLength];
            random.nextBytes(key);
            Aead aead = provider().withKey(key);
            Aead reference = Aead.jdk().withKey(key);
            for (int length = 0; length < 3000; length += 1 + random.nextInt(60)) {
                byte[] nonce = new byte[12];
                byte[] associated = new byte[12 + random.nextInt(40)];
                byte[] plain = new byte[length];
                random.nextBytes(nonce);
                random.nextBytes(associated);
                random.nextBytes(plain);
                String sealed = seal(reference, nonce, associated, plain);
                assertThat(seal(aead, nonce, associated, plain)).isEqualTo(sealed);
                assertThat(open(aead, nonce, associated, HEX.parseHex(sealed))).isEqualTo(HEX.formatHex(plain));
            }
        }
    }

    @Test
    void refusesWhateverIsNotWhatWasSealed() {
        var random = new Random(4);
        byte[] key = new byte[16];
        random.nextBytes(key);
        Aead aead = provider().withKey(key);
        byte[] nonce = new byte[12];
        byte[] associated = new byte[12];
        byte[] sealed = HEX.parseHex(seal(aead, nonce, associated, new byte[100]));
        for (int bit = 0; bit < sealed.length * 8; bit += 13) {
            byte[] forged = sealed.clone();
            forged[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(open(aead, nonce, associated, forged)).isEqualTo("forged");
        }
        assertThat(open(aead, nonce, new byte[13], sealed)).isEqualTo("forged");
        assertThat(open(aead, nonce, associated, new byte[16])).isEqualTo("forged");
        assertThat(open(aead, nonce, associated, sealed))
                .as("the right one after all these")
                .isEqualTo("00".repeat(100));
    }

    @Test
    void protectsPacketsThatAnyoneElseOpensAndMakesNoMoreGarbageThanPinned() {
        var profile = SrtpProfile.AEAD_AES_128_GCM;
        byte[] key = new byte[16];
        byte[] salt = new byte[12];
        new Random(5).nextBytes(key);
        var keys = new SrtpKeys(profile, key, salt);
        var sender = new SrtpSender(keys, provider());
        var receiver = new SrtpReceiver(keys);
        byte[] packet = new byte[1200];
        byte[] sealed = new byte[1300];
        byte[] opened = new byte[1300];
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        int sequence = 0;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2000; i++) {
                RtpHeader.write(packet, 0, false, 96, sequence++ & 0xffff, i, 7);
                if (sender.protectRtp(packet, 0, packet.length, sealed, 0) != 1216) {
                    throw new AssertionError("not protected");
                }
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 2000);
            assertThat(receiver.unprotectRtp(sealed, 0, 1216, opened, 0)).isEqualTo(1200);
            assertThat(Arrays.copyOf(opened, 1200)).isEqualTo(packet);
        }
        assertThat(least).isLessThanOrEqualTo(garbage());
    }

    private static String seal(Aead aead, byte[] nonce, byte[] associated, byte[] plain) {
        byte[] target = new byte[plain.length + Aead.TAG_LENGTH + 5];
        // The JDK refuses to seal with a nonce that it used last.
        aead.begin(false, new byte[12]);
        aead.begin(true, nonce);
        int half = associated.length / 2;
        aead.associated(associated, 0, half);
        aead.associated(associated, half, associated.length - half);
        int length = aead.seal(plain, 0, plain.length, target, 5);
        return HEX.formatHex(target, 5, 5 + length);
    }

    private static String open(Aead aead, byte[] nonce, byte[] associated, byte[] sealed) {
        byte[] target = new byte[sealed.length];
        aead.begin(false, nonce);
        aead.associated(associated, 0, associated.length);
        int length = aead.open(sealed, 0, sealed.length, target, 0);
        return length == Aead.FORGED ? "forged" : HEX.formatHex(target, 0, length);
    }
}
