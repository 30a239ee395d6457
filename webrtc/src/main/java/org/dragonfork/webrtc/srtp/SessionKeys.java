package org.dragonfork.webrtc.srtp;

/** Encryption key, salt and authentication key of one kind of packet in one direction; never printed. */
final class SessionKeys {
    /** RFC 3711 section 8.2: 160 bits for HMAC-SHA1. */
    private static final int AUTHENTICATION_KEY_LENGTH = 20;

    final byte[] encryption;
    final byte[] salt;
    /** Empty for the AEAD profiles. */
    final byte[] authentication;

    SessionKeys(byte[] encryption, byte[] salt, byte[] authentication) {
        this.encryption = encryption;
        this.salt = salt;
        this.authentication = authentication;
    }

    static SessionKeys ofRtp(SrtpKeys keys) {
        return derive(keys, KeyDerivation.RTP_ENCRYPTION, KeyDerivation.RTP_SALT, KeyDerivation.RTP_AUTHENTICATION);
    }

    static SessionKeys ofRtcp(SrtpKeys keys) {
        return derive(keys, KeyDerivation.RTCP_ENCRYPTION, KeyDerivation.RTCP_SALT, KeyDerivation.RTCP_AUTHENTICATION);
    }

    private static SessionKeys derive(SrtpKeys keys, int encryption, int salt, int authentication) {
        SrtpProfile profile = keys.profile();
        return new SessionKeys(
                KeyDerivation.derive(keys, encryption, profile.keyLength()),
                KeyDerivation.derive(keys, salt, profile.saltLength()),
                profile.isAead() ? new byte[0] : KeyDerivation.derive(keys, authentication, AUTHENTICATION_KEY_LENGTH));
    }
}
