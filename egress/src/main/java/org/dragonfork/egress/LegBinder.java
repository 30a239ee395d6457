package org.dragonfork.egress;

import java.util.Optional;
import org.dragonfork.egress.media.LegSocket;

/** Binds leg sockets; the edge does it. Safe for use from any thread. */
@FunctionalInterface
public interface LegBinder {
    /** A socket on this port of loopback, or nothing when another program has the port. */
    Optional<LegSocket> bind(int port);
}
