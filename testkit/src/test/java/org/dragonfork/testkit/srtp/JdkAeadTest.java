package org.dragonfork.testkit.srtp;

import org.dragonfork.webrtc.srtp.Aead;

class JdkAeadTest extends AeadContract {
    @Override
    protected Aead.Provider provider() {
        return Aead.jdk();
    }

    @Override
    protected int garbage() {
        return 1_200;
    }
}
