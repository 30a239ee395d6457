package org.dragonfork.webrtc.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.dragonfork.webrtc.rtp.BigEndian;

/**
 * AES in counter mode as SRTP defines it (RFC 3711 section 4.1.1), made from the bare block cipher: unlike the JDK's own
 * counter mode it needs no parameter object, no new initialisation and no allocation of ours per packet.
 */
final class AesKeystream {
    /** Eight bytes at a time: byte by byte, counters and mixing would cost more than the cipher. */
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int BLOCK = 16;
    /** Blocks per call of the block cipher: 1536 bytes, so an RTP packet is one call. */
    private static final int BLOCKS = 96;

    private final Cipher blockCipher;
    private final long saltHigh;
    private final long saltLow;
    private final byte[] counters = new byte[BLOCKS * BLOCK];
    private final byte[] keystream = new byte[BLOCKS * BLOCK];

    /** @param salt 14 bytes */
    @SuppressWarnings("InsecureCipherMode") // Only counters go through it: this is how counter mode is built.
    AesKeystream(byte[] key, byte[] salt) {
        saltHigh = BigEndian.int64(salt, 0);
        saltLow = (BigEndian.uint32(salt, 8) << 32) | ((long) BigEndian.uint16(salt, 12) << 16);
        try {
            blockCipher = Cipher.getInstance("AES/ECB/NoPadding");
            blockCipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES", e);
        }
    }

    /**
     * Encrypts or decrypts {@code length} bytes, at most 2^20 (the block counter has 16 bits), from one array into another
     * or in place.
     */
    void apply(int ssrc, long index, byte[] source, int sourceOffset, int length, byte[] target, int targetOffset) {
        long high = saltHigh ^ (ssrc & 0xFFFF_FFFFL);
        long low = saltLow ^ (index << 16);
        int block = 0;
        for (int done = 0; done < length; done += BLOCKS * BLOCK, block += BLOCKS) {
            int chunk = Math.min(length - done, BLOCKS * BLOCK);
            fill(high, low + block, (chunk + BLOCK - 1) / BLOCK);
            mix(source, sourceOffset + done, chunk, target, targetOffset + done);
        }
    }

    private void fill(long high, long low, int blocks) {
        for (int i = 0; i < blocks; i++) {
            LONGS.set(counters, i * BLOCK, high);
            LONGS.set(counters, i * BLOCK + 8, low + i);
        }
        try {
            if (blockCipher.update(counters, 0, blocks * BLOCK, keystream, 0) != blocks * BLOCK) {
                throw new IllegalStateException("the block cipher kept bytes back");
            }
        } catch (ShortBufferException e) {
            throw new IllegalStateException("the block cipher gave more than it took", e);
        }
    }

    private void mix(byte[] source, int sourceOffset, int length, byte[] target, int targetOffset) {
        byte[] stream = keystream;
        int whole = length & -Long.BYTES;
        for (int i = 0; i < whole; i += Long.BYTES) {
            LONGS.set(
                    target, targetOffset + i, (long) LONGS.get(source, sourceOffset + i) ^ (long) LONGS.get(stream, i));
        }
        for (int i = whole; i < length; i++) {
            target[targetOffset + i] = (byte) (source[sourceOffset + i] ^ stream[i]);
        }
    }
}
