package org.dragonfork.webrtc.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, reading ends with a value; and what reads as a message can be written again. */
class StunFuzzTest {
    private static final int ROUNDS = 10_000;

    private final MessageIntegrity integrity = new MessageIntegrity("VOkJxbRl1RmTxUk/WvJxBt");

    @Test
    void survivesRandomBytes() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            readAll(bytes);
        }
    }

    @Test
    void survivesRandomAttributesInARightFrame() {
        var random = new SplittableRandom(2);
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[20 + 4 * random.nextInt(30)];
            random.nextBytes(bytes);
            BigEndian.put16(bytes, 0, random.nextInt(4));
            BigEndian.put16(bytes, 2, bytes.length - 20);
            BigEndian.put32(bytes, 4, StunFormat.MAGIC_COOKIE);
            for (int at = 20; at + 4 <= bytes.length; at += 4 + 4 * random.nextInt(4)) {
                BigEndian.put16(bytes, at, random.nextInt(0x28) | (random.nextBoolean() ? 0x8000 : 0));
                BigEndian.put16(bytes, at + 2, random.nextInt(24));
            }
            read += readAll(bytes);
        }
        assertThat(read).as("rounds that got past the frame").isGreaterThan(ROUNDS / 100);
    }

    @Test
    void survivesMutatedMessages() {
        var random = new SplittableRandom(3);
        byte[] valid = StunWriter.write(
                StunMessage.binding(
                        StunClass.REQUEST,
                        new TransactionId(1, 2),
                        List.of(
                                new StunAttribute.Username("abcd:efgh"),
                                new StunAttribute.XorMappedAddress(new InetSocketAddress("2001:db8::1", 9)),
                                new StunAttribute.ErrorCode(420, "Unknown Attribute"),
                                new StunAttribute.UnknownAttributes(List.of(1, 2, 3)),
                                new StunAttribute.Priority(7),
                                new StunAttribute.UseCandidate(),
                                new StunAttribute.IceControlling(5))),
                integrity);
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = valid.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            read += readAll(bytes);
        }
        assertThat(read).as("rounds that still read").isGreaterThan(ROUNDS / 10);
    }

    /** 1 when the bytes are a message. */
    private int readAll(byte[] bytes) {
        StunReader.localUfrag(bytes, 0, bytes.length)
                .ifPresent(ufrag -> assertThat(ufrag).hasSizeBetween(4, 256));
        Fingerprint.check(bytes, 0, bytes.length);
        integrity.verify(bytes, 0, bytes.length);
        return StunReader.read(bytes, 0, bytes.length)
                .map(message -> {
                    byte[] written = StunWriter.write(message, integrity);
                    assertThat(StunReader.read(written, 0, written.length)).contains(message);
                    return 1;
                })
                .orElse(0);
    }
}
