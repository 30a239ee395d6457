package org.dragonfork.egress;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.peer.DatagramKind;
import org.dragonfork.webrtc.stun.StunReader;

/**
 * Which session a thing from outside belongs to: by id, by user name fragment, by authenticated pair. Safe for use from
 * any thread. Nothing is kept for a pair before the session's media thread saw a valid check over it.
 * The address here counts, too: a NAT may give two viewers behind it one address and port towards two of ours.
 */
final class SessionTable {
    private final ConcurrentMap<SessionId, WhepSession> byId = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, WhepSession> byUfrag = new ConcurrentHashMap<>();
    private final ConcurrentMap<CandidatePair, WhepSession> byPair = new ConcurrentHashMap<>();

    void add(WhepSession session) {
        byId.put(session.id(), session);
        session.ufrags().forEach(ufrag -> byUfrag.put(ufrag, session));
    }

    void addUfrag(String ufrag, WhepSession session) {
        byUfrag.put(ufrag, session);
        // The session may have ended meanwhile: then nobody else would take the entry away.
        if (!byId.containsKey(session.id())) {
            byUfrag.remove(ufrag, session);
        }
    }

    void removeUfrag(String ufrag, WhepSession session) {
        byUfrag.remove(ufrag, session);
    }

    /** Takes a session out; the one caller that gets it does what is to be done at an end. */
    Optional<WhepSession> remove(SessionId id) {
        WhepSession session = byId.remove(id);
        if (session != null) {
            session.ufrags().forEach(ufrag -> byUfrag.remove(ufrag, session));
        }
        return Optional.ofNullable(session);
    }

    void bind(CandidatePair pair, SessionId id) {
        WhepSession session = byId.get(id);
        if (session != null) {
            byPair.put(pair, session);
        }
    }

    void release(CandidatePair pair, SessionId id) {
        byPair.computeIfPresent(pair, (_, session) -> session.id().equals(id) ? null : session);
    }

    Optional<WhepSession> find(SessionId id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<WhepSession> of(StreamId stream) {
        return byId.values().stream()
                .filter(session -> session.stream().equals(stream))
                .toList();
    }

    List<PeerSnapshot> snapshots(StreamId stream, long nowNanos) {
        return of(stream).stream().map(session -> session.snapshot(nowNanos)).toList();
    }

    List<WhepSession> all() {
        return List.copyOf(byId.values());
    }

    /**
     * Leaves a datagram with the media thread of its viewer, waking it only for what must not wait.
     *
     * @return false for a stranger's
     */
    boolean deliver(byte[] bytes, int length, CandidatePair over, long arrivedNanos) {
        Optional<WhepSession> owner = route(bytes, 0, length, over);
        if (owner.isEmpty()) {
            return false;
        }
        var command = new ShardCommand.Datagram(Arrays.copyOf(bytes, length), over, arrivedNanos);
        if (owner.get().viewer().canWait(bytes, length)) {
            owner.get().shard().leave(command);
        } else {
            owner.get().shard().post(command);
        }
        return true;
    }

    /** Whose datagram this is; cheap, and without a trace for a stranger's. */
    private Optional<WhepSession> route(byte[] bytes, int offset, int length, CandidatePair over) {
        if (DatagramKind.of(bytes, offset, length) == DatagramKind.STUN) {
            Optional<WhepSession> named =
                    StunReader.localUfrag(bytes, offset, length).map(byUfrag::get);
            if (named.isPresent()) {
                return named;
            }
        }
        return Optional.ofNullable(byPair.get(over));
    }

    /** Entries of all three indexes, for tests that nothing stays. */
    int size() {
        return byId.size() + byUfrag.size() + byPair.size();
    }
}
