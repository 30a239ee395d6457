package org.dragonfork.server.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.dragonfork.egress.Egress;
import org.dragonfork.server.http.CurrentValuesRoutes;
import org.dragonfork.server.http.FileRoutes;
import org.dragonfork.server.http.OtherServerRoutes;
import org.dragonfork.server.http.Routes;
import org.dragonfork.server.http.SessionRoutes;
import org.dragonfork.server.http.StaticFiles;
import org.dragonfork.server.metrics.BusMetrics;
import org.dragonfork.server.metrics.MetricsRegistry;

/** The paths that show what the server does: sessions, numbers and files. */
final class ServerRoutes {
    private ServerRoutes() {}

    /**
     * All of them.
     *
     * @param files folder of what processes write
     */
    static List<Routes> of(Egress egress, MetricsRegistry metrics, Path files, InstantSource clock) {
        return List.of(
                new SessionRoutes(egress::snapshot, clock),
                new CurrentValuesRoutes(new CurrentMetrics(new BusMetrics(metrics, egress::snapshot)), clock),
                new FileRoutes(files),
                new OtherServerRoutes(),
                new StaticFiles(files));
    }
}
