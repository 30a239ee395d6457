package org.dragonfork.egress.media;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.webrtc.peer.DatagramKind;
import org.dragonfork.webrtc.stun.StunReader;
import org.jspecify.annotations.Nullable;

/**
 * The viewers of one media thread: by session, by user name fragment, by address. Tells the registry which addresses are
 * whose, so that datagrams find their way here.
 */
final class ViewerTable {
    private final ViewerRegistry registry;
    private final Map<SessionId, Viewer> bySession = new HashMap<>();
    private final Map<String, Viewer> byUfrag = new HashMap<>();
    private final Map<InetSocketAddress, Viewer> byAddress = new HashMap<>();

    ViewerTable(ViewerRegistry registry) {
        this.registry = registry;
    }

    void add(Viewer viewer) {
        bySession.put(viewer.session(), viewer);
        viewer.ufrags().forEach(ufrag -> byUfrag.put(ufrag, viewer));
    }

    /** One more fragment that names this viewer, after a restart of ICE. */
    void addUfrag(String ufrag, Viewer viewer) {
        viewer.ufrags().add(ufrag);
        byUfrag.put(ufrag, viewer);
    }

    /** Takes a viewer out with all its names; answers whether it was there. */
    boolean remove(Viewer viewer) {
        if (!bySession.remove(viewer.session(), viewer)) {
            return false;
        }
        viewer.ufrags().forEach(ufrag -> byUfrag.remove(ufrag, viewer));
        List.copyOf(viewer.addresses()).forEach(address -> unbind(address, viewer));
        return true;
    }

    @Nullable
    Viewer find(SessionId session) {
        return bySession.get(session);
    }

    /** Whose datagram this is: a check names its session, so an address that another viewer used before finds the right one. */
    @Nullable
    Viewer find(byte[] bytes, InetSocketAddress from) {
        Viewer viewer = byAddress.get(from);
        if (DatagramKind.of(bytes, 0, bytes.length) == DatagramKind.STUN) {
            Optional<String> ufrag = StunReader.localUfrag(bytes, 0, bytes.length);
            Viewer named = ufrag.isPresent() ? byUfrag.get(ufrag.get()) : null;
            viewer = named == null ? viewer : named;
        }
        return viewer;
    }

    void bind(InetSocketAddress address, Viewer viewer) {
        Viewer before = byAddress.put(address, viewer);
        if (before != null && before != viewer) {
            before.addresses().remove(address);
        }
        viewer.addresses().add(address);
        registry.bound(address, viewer);
    }

    void unbind(InetSocketAddress address, Viewer viewer) {
        viewer.addresses().remove(address);
        byAddress.remove(address, viewer);
        registry.released(address, viewer);
    }

    /** All of them, also when some leave meanwhile. */
    List<Viewer> all() {
        return List.copyOf(bySession.values());
    }

    int size() {
        return bySession.size();
    }
}
