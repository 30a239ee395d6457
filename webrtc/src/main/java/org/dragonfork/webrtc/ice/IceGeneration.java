package org.dragonfork.webrtc.ice;

import org.dragonfork.webrtc.stun.MessageIntegrity;

/** One credential set of a session that may restart (RFC 8445 section 9): what a check must carry to belong to it. */
final class IceGeneration {
    private final int number;
    private final IceCredentials local;
    private final IceCredentials remote;
    private final String username;
    private final MessageIntegrity integrity;
    private boolean regular;

    IceGeneration(int number, IceCredentials local, IceCredentials remote) {
        this.number = number;
        this.local = local;
        this.remote = remote;
        this.username = local.ufrag() + ":" + remote.ufrag();
        this.integrity = new MessageIntegrity(local.pwd());
    }

    /** Counts up with each restart. */
    int number() {
        return number;
    }

    IceCredentials local() {
        return local;
    }

    IceCredentials remote() {
        return remote;
    }

    /** USERNAME of an incoming check (RFC 8445 section 7.2.2). */
    String username() {
        return username;
    }

    /** A check without USE-CANDIDATE came. */
    void checkedOnly() {
        regular = true;
    }

    /**
     * Whether the viewer means a nomination as a choice (RFC 8445 section 8.1.1). One that has sent USE-CANDIDATE with each
     * check so far nominates whatever it checks (RFC 5245 section 8.1.1.2).
     */
    boolean isRegular() {
        return regular;
    }

    /** Keyed with the local password, for incoming checks and for their responses (RFC 8445 section 7.2.2). */
    MessageIntegrity integrity() {
        return integrity;
    }
}
