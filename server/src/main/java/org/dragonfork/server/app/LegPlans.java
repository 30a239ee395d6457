package org.dragonfork.server.app;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.TrackPlan;
import org.dragonfork.server.http.StreamPlan;

/** What was decided last for the legs of each stream, for those who ask. Safe for use from any thread. */
final class LegPlans {
    private final Map<StreamId, LegPlan> plans = new ConcurrentHashMap<>();

    void keep(StreamId id, LegPlan plan) {
        plans.put(id, plan);
    }

    /** To be called when the decision is open again, and when the stream goes. */
    void forget(StreamId id) {
        plans.remove(id);
    }

    /** As the HTTP side shows it; empty while nothing is decided. */
    Optional<StreamPlan> shown(StreamId id) {
        return Optional.ofNullable(plans.get(id))
                .map(plan -> new StreamPlan(plan.probed(), shown(plan.video()), shown(plan.audio())));
    }

    private static StreamPlan.Track shown(TrackPlan track) {
        return new StreamPlan.Track(track.choice().label(), track.codec(), track.why());
    }
}
