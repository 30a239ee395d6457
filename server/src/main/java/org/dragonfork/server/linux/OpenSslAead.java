package org.dragonfork.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import org.dragonfork.webrtc.srtp.Aead;

/**
 * AES-GCM by OpenSSL: one context for each key, which keeps the key schedule, and native memory for one packet, in which it
 * is encrypted where it stands. Nothing is allocated per packet. The context goes when nobody holds this object any more.
 */
final class OpenSslAead implements Aead {
    private static final Cleaner CLEANER = Cleaner.create();

    // EVP_CTRL_AEAD_GET_TAG and _SET_TAG of openssl/evp.h.
    private static final int GET_TAG = 0x10;
    private static final int SET_TAG = 0x11;

    private static final int NONCE = 12;

    /** An RTP packet of the largest kind; a larger message gets more when it comes. */
    private static final int ROOM = 2048;

    private final long context;
    private final MemorySegment small = Arena.ofAuto().allocate(64, 8);
    private final long nonceAt = small.address();
    private final long writtenAt = small.address() + 16;
    private final long tagAt = small.address() + 32;
    private MemorySegment scratch = Arena.ofAuto().allocate(ROOM, 16);
    private boolean sealing;

    OpenSslAead(byte[] key) {
        context = LibCrypto.newContext();
        if (context == 0) {
            throw new IllegalStateException("OpenSSL has no memory for a cipher");
        }
        long freeing = context;
        CLEANER.register(this, () -> LibCrypto.free(freeing));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(key.length);
            MemorySegment.copy(key, 0, copy, JAVA_BYTE, 0, key.length);
            require(LibCrypto.init(true, context, LibCrypto.aes(key.length), copy.address(), 0));
            copy.fill((byte) 0);
        }
    }

    @Override
    public void begin(boolean seal, byte[] nonce) {
        MemorySegment.copy(nonce, 0, small, JAVA_BYTE, 0, NONCE);
        sealing = seal;
        require(LibCrypto.init(seal, context, 0, 0, nonceAt));
    }

    @Override
    public void associated(byte[] bytes, int offset, int length) {
        MemorySegment memory = room(length);
        MemorySegment.copy(bytes, offset, memory, JAVA_BYTE, 0, length);
        require(LibCrypto.update(sealing, context, 0, writtenAt, memory.address(), length));
    }

    @Override
    public int seal(byte[] plain, int offset, int length, byte[] target, int targetOffset) {
        MemorySegment memory = room(length + TAG_LENGTH);
        crypt(memory, plain, offset, length);
        require(LibCrypto.finish(true, context, memory.address() + length, writtenAt)
                && LibCrypto.control(context, GET_TAG, TAG_LENGTH, memory.address() + length));
        MemorySegment.copy(memory, JAVA_BYTE, 0, target, targetOffset, length + TAG_LENGTH);
        return length + TAG_LENGTH;
    }

    @Override
    public int open(byte[] sealed, int offset, int length, byte[] target, int targetOffset) {
        int plain = length - TAG_LENGTH;
        MemorySegment memory = room(length);
        crypt(memory, sealed, offset, plain);
        MemorySegment.copy(sealed, offset + plain, small, JAVA_BYTE, tagAt - small.address(), TAG_LENGTH);
        require(LibCrypto.control(context, SET_TAG, TAG_LENGTH, tagAt));
        if (!LibCrypto.finish(false, context, memory.address() + plain, writtenAt)) {
            return FORGED;
        }
        MemorySegment.copy(memory, JAVA_BYTE, 0, target, targetOffset, plain);
        return plain;
    }

    private void crypt(MemorySegment memory, byte[] source, int offset, int length) {
        if (length > 0) {
            MemorySegment.copy(source, offset, memory, JAVA_BYTE, 0, length);
            require(LibCrypto.update(sealing, context, memory.address(), writtenAt, memory.address(), length)
                    && small.get(JAVA_INT, 16) == length);
        }
    }

    private MemorySegment room(int length) {
        if (scratch.byteSize() < length) {
            scratch = Arena.ofAuto().allocate(length, 16);
        }
        return scratch;
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("OpenSSL refused a packet");
        }
    }
}
