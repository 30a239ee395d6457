package org.dragonfork.egress.media;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.peer.DatagramKind;
import org.dragonfork.webrtc.stun.StunReader;
import org.jspecify.annotations.Nullable;

/**
 * The viewers of one media thread: by session, by user name fragment, by pair. Tells the registry which pairs are
 * whose, so that datagrams find their way here.
 */
final class ViewerTable {
    private final ViewerRegistry registry;
    private final Map<SessionId, Viewer> bySession = new HashMap<>();
    private final Map<String, Viewer> byUfrag = new HashMap<>();
    private final Map<CandidatePair, Viewer> byPair = new HashMap<>();

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
        List.copyOf(viewer.pairs()).forEach(pair -> unbind(pair, viewer));
        return true;
    }

    @Nullable
    Viewer find(SessionId session) {
        return bySession.get(session);
    }

    /** Whose datagram this is: a check names its session, so a pair that another viewer used before finds the right one. */
    @Nullable
    Viewer find(byte[] bytes, CandidatePair over) {
        Viewer viewer = byPair.get(over);
        if (DatagramKind.of(bytes, 0, bytes.length) == DatagramKind.STUN) {
            Optional<String> ufrag = StunReader.localUfrag(bytes, 0, bytes.length);
            Viewer named = ufrag.isPresent() ? byUfrag.get(ufrag.get()) : null;
            viewer = named == null ? viewer : named;
        }
        return viewer;
    }

    void bind(CandidatePair pair, Viewer viewer) {
        Viewer before = byPair.put(pair, viewer);
        if (before != null && before != viewer) {
            before.pairs().remove(pair);
        }
        viewer.pairs().add(pair);
        registry.bound(pair, viewer);
    }

    void unbind(CandidatePair pair, Viewer viewer) {
        viewer.pairs().remove(pair);
        byPair.remove(pair, viewer);
        registry.released(pair, viewer);
    }

    /** All of them, also when some leave meanwhile. */
    List<Viewer> all() {
        return List.copyOf(bySession.values());
    }

    int size() {
        return bySession.size();
    }
}
