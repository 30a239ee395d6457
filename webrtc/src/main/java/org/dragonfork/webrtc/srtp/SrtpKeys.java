package org.dragonfork.webrtc.srtp;

/** Master key and master salt of one direction (RFC 3711 section 3.2.1). Never printed. */
public final class SrtpKeys {
    private final SrtpProfile profile;
    private final byte[] masterKey;
    private final byte[] masterSalt;

    /** @throws IllegalArgumentException when a length is not the profile's */
    public SrtpKeys(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
        if (masterKey.length != profile.keyLength() || masterSalt.length != profile.saltLength()) {
            throw new IllegalArgumentException("key of " + masterKey.length + " and salt of " + masterSalt.length
                    + " bytes do not fit " + profile);
        }
        this.profile = profile;
        this.masterKey = masterKey.clone();
        this.masterSalt = masterSalt.clone();
    }

    public SrtpProfile profile() {
        return profile;
    }

    /** A copy of the master key. */
    public byte[] masterKey() {
        return masterKey.clone();
    }

    /** A copy of the master salt. */
    public byte[] masterSalt() {
        return masterSalt.clone();
    }

    @Override
    public String toString() {
        return "SrtpKeys[" + profile + "]";
    }
}
