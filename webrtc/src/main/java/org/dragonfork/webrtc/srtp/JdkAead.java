package org.dragonfork.webrtc.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM of the JDK. A {@link Cipher} of its own for each key: shared ones would redo the key schedule at every packet. */
final class JdkAead implements Aead {
    private final Cipher cipher;
    private final SecretKeySpec key;

    JdkAead(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-GCM", e);
        }
    }

    @Override
    public void begin(boolean seal, byte[] nonce) {
        try {
            cipher.init(
                    seal ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_LENGTH * 8, nonce));
        } catch (GeneralSecurityException e) {
            throw refused(e);
        }
    }

    @Override
    public void associated(byte[] bytes, int offset, int length) {
        cipher.updateAAD(bytes, offset, length);
    }

    @Override
    public int seal(byte[] plain, int offset, int length, byte[] target, int targetOffset) {
        try {
            return cipher.doFinal(plain, offset, length, target, targetOffset);
        } catch (GeneralSecurityException e) {
            throw refused(e);
        }
    }

    @Override
    public int open(byte[] sealed, int offset, int length, byte[] target, int targetOffset) {
        try {
            return cipher.doFinal(sealed, offset, length, target, targetOffset);
        } catch (AEADBadTagException _) {
            return FORGED;
        } catch (GeneralSecurityException e) {
            throw refused(e);
        }
    }

    private static IllegalStateException refused(GeneralSecurityException cause) {
        return new IllegalStateException("AES-GCM refused a packet: index used twice, or no room left", cause);
    }
}
