package org.dragonfork.egress;

import java.util.Map;
import org.dragonfork.webrtc.codec.MediaKind;

/** What became of registering a stream. */
public sealed interface RegisterResult {
    /**
     * The stream is there and its ports are listened to.
     *
     * @param ports UDP port on loopback of each leg
     */
    record Registered(Map<MediaKind, Integer> ports) implements RegisterResult {
        public Registered {
            ports = Map.copyOf(ports);
        }
    }

    /** A stream of this id is already registered. */
    record AlreadyRegistered() implements RegisterResult {}

    /** The pool has no port that could be bound; the process must not start (decision D16). */
    record NoPorts(int needed, int available) implements RegisterResult {}
}
