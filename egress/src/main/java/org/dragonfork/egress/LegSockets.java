package org.dragonfork.egress;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.dragonfork.egress.media.LegSocket;
import org.dragonfork.egress.session.PortPool;
import org.dragonfork.webrtc.codec.MediaKind;

/** Binds the legs of a stream to ports of the pool that no other program has. Safe for use from any thread. */
final class LegSockets {
    private final PortPool ports;
    private final LegBinder binder;

    LegSockets(PortPool ports, LegBinder binder) {
        this.ports = ports;
        this.binder = binder;
    }

    /**
     * A socket for each leg, or nothing, and then no port is leased.
     *
     * @param taken told of the leg for which there are ports, but all with other programs
     */
    Optional<Map<MediaKind, LegSocket>> bind(Set<MediaKind> legs, Consumer<MediaKind> taken) {
        var sockets = new EnumMap<MediaKind, LegSocket>(MediaKind.class);
        for (MediaKind kind : legs) {
            Optional<LegSocket> socket = bindOne();
            if (socket.isEmpty()) {
                if (ports.available() > 0) {
                    // An empty pool is said and refused (D16); ports that are free and cannot be bound are a failure.
                    taken.accept(kind);
                }
                sockets.values().forEach(this::release);
                return Optional.empty();
            }
            sockets.put(kind, socket.get());
        }
        return Optional.of(sockets);
    }

    private Optional<LegSocket> bindOne() {
        var busy = new ArrayList<Integer>();
        try {
            for (OptionalInt port = ports.lease(); port.isPresent(); port = ports.lease()) {
                Optional<LegSocket> socket = binder.bind(port.getAsInt());
                if (socket.isPresent()) {
                    return socket;
                }
                // Another program has it: stays leased until this search is over, so it is not tried twice.
                busy.add(port.getAsInt());
            }
            return Optional.empty();
        } finally {
            busy.forEach(ports::release);
        }
    }

    private void release(LegSocket socket) {
        socket.close();
        ports.release(socket.port());
    }
}
