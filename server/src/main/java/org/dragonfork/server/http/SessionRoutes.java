package org.dragonfork.server.http;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dragonfork.egress.event.EgressSnapshot;

/**
 * {@code /api/v3/session}: who watches, as the original tells it. It has a collector for each of its servers; here there is
 * one, {@code webrtc}, and it is what a client gets that names none.
 */
public final class SessionRoutes implements Routes {
    private static final List<String> SUMMARY = List.of("api", "v3", "session");
    private static final List<String> ACTIVE = List.of("api", "v3", "session", "active");
    private static final String WEBRTC = "webrtc";
    private static final int MOST_COLLECTORS = 50;

    private final Supplier<EgressSnapshot> egress;
    private final InstantSource clock;

    /** @param egress asked at each request, by many threads at a time */
    public SessionRoutes(Supplier<EgressSnapshot> egress, InstantSource clock) {
        this.egress = egress;
        this.clock = clock;
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.equals(SUMMARY)) {
            return Optional.of(Resource.readOnly(this::summary));
        }
        return path.equals(ACTIVE) ? Optional.of(Resource.readOnly(this::active)) : Optional.empty();
    }

    private Reply active(EdgeRequest request) {
        EgressSnapshot now = egress.get();
        Map<String, Object> collectors = new LinkedHashMap<>();
        collectors(request).forEach(name -> collectors.put(name, name.equals(WEBRTC) ? sessions(now) : List.of()));
        return ApiReplies.json(request, collectors);
    }

    private Reply summary(EdgeRequest request) {
        EgressSnapshot now = egress.get();
        Map<String, Object> collectors = new LinkedHashMap<>();
        collectors(request).forEach(name -> {
            boolean ours = name.equals(WEBRTC);
            collectors.put(name, SessionSummaryView.of(ours ? sessions(now) : List.of(), ours ? now.maxPeers() : 0));
        });
        return ApiReplies.json(request, collectors);
    }

    private static List<String> collectors(EdgeRequest request) {
        List<String> asked = request.query().list("collectors").stream()
                .limit(MOST_COLLECTORS)
                .toList();
        return asked.isEmpty() ? List.of(WEBRTC) : asked;
    }

    private List<SessionView> sessions(EgressSnapshot now) {
        long seconds = clock.instant().getEpochSecond();
        return now.streams().stream()
                .flatMap(stream -> stream.peers().stream()
                        .filter(peer -> peer.state().equals("connected"))
                        .map(peer -> SessionView.of(stream.id(), peer, seconds)))
                .collect(Collectors.toList());
    }
}
