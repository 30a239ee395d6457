package org.dragonfork.webrtc.srtp;

/**
 * AES-GCM with one key and 16 bytes of tag (NIST SP 800-38D): the one part of SRTP that a library may do faster than the
 * JDK. For each message: {@link #begin}, {@link #associated} as often as wanted, then {@link #seal} or {@link #open}. One
 * thread at a time.
 */
public interface Aead {
    /** Bytes of the tag. */
    int TAG_LENGTH = 16;

    /** Answer of {@link #open} when the tag is not that of the message. */
    int FORGED = -1;

    /** Where ciphers with a key come from; any thread. */
    @FunctionalInterface
    interface Provider {
        /** @param key 16 or 32 bytes; not kept by the caller */
        Aead withKey(byte[] key);
    }

    /** That of the JDK. */
    static Provider jdk() {
        return JdkAead::new;
    }

    /**
     * Starts a message.
     *
     * @param seal whether it is to be sealed, else opened
     * @param nonce 12 bytes, never the same for two messages that are sealed; not changed
     */
    void begin(boolean seal, byte[] nonce);

    /** Bytes that are authenticated and not encrypted; before the message itself. */
    void associated(byte[] bytes, int offset, int length);

    /**
     * Encrypts, and puts the tag behind.
     *
     * @return {@code length + 16}
     */
    int seal(byte[] plain, int offset, int length, byte[] target, int targetOffset);

    /**
     * Decrypts bytes with their tag behind, if the tag is right.
     *
     * @param length with the tag, at least 16
     * @return {@code length - 16}, or {@link #FORGED}, which leaves the target undefined
     */
    int open(byte[] sealed, int offset, int length, byte[] target, int targetOffset);
}
