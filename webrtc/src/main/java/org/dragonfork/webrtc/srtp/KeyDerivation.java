package org.dragonfork.webrtc.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Session keys out of a master key (RFC 3711 section 4.3): the AES counter mode key stream whose IV is the label mixed into
 * the master salt. The key derivation rate is zero, so it runs once per context.
 */
final class KeyDerivation {
    // Labels: RFC 3711 section 4.3.2.
    static final int RTP_ENCRYPTION = 0;
    static final int RTP_AUTHENTICATION = 1;
    static final int RTP_SALT = 2;
    static final int RTCP_ENCRYPTION = 3;
    static final int RTCP_AUTHENTICATION = 4;
    static final int RTCP_SALT = 5;

    /** Where the label stands in the 14 salt bytes: key id is label and 48 bits of index, aligned right. */
    private static final int LABEL_POSITION = 7;

    private KeyDerivation() {}

    /** The first {@code length} bytes of one session key. A 12-byte salt is filled up with zeros (RFC 7714 section 11). */
    static byte[] derive(SrtpKeys keys, int label, int length) {
        byte[] iv = new byte[16];
        byte[] salt = keys.masterSalt();
        System.arraycopy(salt, 0, iv, 0, salt.length);
        iv[LABEL_POSITION] ^= (byte) label;
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys.masterKey(), "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(new byte[length]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES counter mode", e);
        }
    }
}
