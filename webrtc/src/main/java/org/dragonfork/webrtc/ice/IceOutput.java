package org.dragonfork.webrtc.ice;

import java.net.InetSocketAddress;

/** What an ICE agent wants from its owner, to be done in order. */
public sealed interface IceOutput {
    /** Send this datagram; the array belongs to the receiver. */
    @SuppressWarnings("ArrayRecordComponent")
    record Transmit(byte[] datagram, CandidatePair over) implements IceOutput {
        /** Where to. */
        public InetSocketAddress to() {
            return over.remote();
        }
    }

    /** The first authenticated check of this pair succeeded: what comes over it may be listened to. */
    record Validated(CandidatePair pair) implements IceOutput {
        Validated(InetSocketAddress remote) {
            this(CandidatePair.to(remote));
        }
    }

    /** Send everything but STUN over it from now on. The pair was announced as validated before. */
    record Selected(CandidatePair pair) implements IceOutput {
        Selected(InetSocketAddress remote) {
            this(CandidatePair.to(remote));
        }
    }

    /** This pair is no longer validated; it is never the selected one. */
    record Forgotten(CandidatePair pair) implements IceOutput {}

    /** The agent ended; send nothing more. Nothing follows. */
    record Expired(IceExpiry reason) implements IceOutput {}
}
