package org.dragonfork.server.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dragonfork.egress.Egress;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.http.CurrentValuesRoutes;
import org.dragonfork.server.http.FileRoutes;
import org.dragonfork.server.http.OtherServerRoutes;
import org.dragonfork.server.http.Routes;
import org.dragonfork.server.http.SessionRoutes;
import org.dragonfork.server.http.StaticFiles;
import org.dragonfork.server.http.StreamPlan;
import org.dragonfork.server.http.WebrtcRoutes;
import org.dragonfork.server.metrics.BusMetrics;
import org.dragonfork.server.metrics.MetricsRegistry;

/** The paths that show what the server does: streams, sessions, numbers and files. */
final class ServerRoutes {
    private ServerRoutes() {}

    /**
     * All of them.
     *
     * @param files folder of what processes write
     * @param plans what was decided for the legs of a stream
     */
    static List<Routes> of(
            Egress egress,
            MetricsRegistry metrics,
            Path files,
            Function<StreamId, Optional<StreamPlan>> plans,
            InstantSource clock) {
        return List.of(
                new WebrtcRoutes(egress, plans, clock),
                new SessionRoutes(egress::snapshot, clock),
                new CurrentValuesRoutes(new CurrentMetrics(new BusMetrics(metrics, egress::snapshot)), clock),
                new FileRoutes(files),
                new OtherServerRoutes(),
                new StaticFiles(files));
    }
}
