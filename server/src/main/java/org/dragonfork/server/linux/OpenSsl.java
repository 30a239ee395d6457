package org.dragonfork.server.linux;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.dragonfork.webrtc.srtp.Aead;

/** The OpenSSL of this machine, when there is one that does what it should. */
public final class OpenSsl {
    /** From this release on its AES-GCM is faster than the JDK's; 3.0 was measured to be no faster. */
    private static final long FASTER = version(3, 2);

    private final long version;

    private OpenSsl(long version) {
        this.version = version;
    }

    /** Loads the library and tries it on a packet of RFC 7714; nothing when there is none or it fails. */
    public static Optional<OpenSsl> load() {
        if (!LinuxHost.isSupported()) {
            return Optional.empty();
        }
        try {
            long version = LibCrypto.version();
            return version >= version(3, 0) && passes() ? Optional.of(new OpenSsl(version)) : Optional.empty();
        } catch (LinkageError | RuntimeException _) {
            return Optional.empty();
        }
    }

    /** Whether it is worth using. */
    public boolean isFasterThanJdk() {
        return version >= FASTER;
    }

    /** For people, for instance {@code OpenSSL 3.5.7}. */
    public String name() {
        return "OpenSSL " + (version >>> 28) + "." + ((version >>> 20) & 0xff) + "." + ((version >>> 4) & 0xff);
    }

    /** Ciphers of it. */
    public Aead.Provider aeads() {
        return OpenSslAead::new;
    }

    private static long version(long major, long minor) {
        return (major << 28) | (minor << 20);
    }

    /** The packet of RFC 7714 section 16.1, sealed and opened, and refused when a bit is wrong. */
    private static boolean passes() {
        HexFormat hex = HexFormat.of();
        byte[] header = hex.parseHex("8040f17b8041f8d35501a0b2");
        byte[] plain = hex.parseHex("47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573");
        byte[] nonce = hex.parseHex("51753c6580c2726f20718414");
        byte[] expected = hex.parseHex("f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                + "899d7f27beb16a9152cf765ee4390cce");
        var aead = new OpenSslAead(hex.parseHex("000102030405060708090a0b0c0d0e0f"));
        byte[] sealed = new byte[plain.length + Aead.TAG_LENGTH];
        aead.begin(true, nonce);
        aead.associated(header, 0, header.length);
        aead.seal(plain, 0, plain.length, sealed, 0);
        boolean right = Arrays.equals(sealed, expected);
        byte[] opened = new byte[plain.length];
        right &= open(aead, nonce, header, sealed, opened) == plain.length && Arrays.equals(opened, plain);
        sealed[3] ^= 1;
        return right && open(aead, nonce, header, sealed, opened) == Aead.FORGED;
    }

    private static int open(Aead aead, byte[] nonce, byte[] header, byte[] sealed, byte[] target) {
        aead.begin(false, nonce);
        aead.associated(header, 0, header.length);
        return aead.open(sealed, 0, sealed.length, target, 0);
    }
}
