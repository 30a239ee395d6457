package org.dragonfork.server.metrics;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/** The families of the original besides WebRTC, and those of the JVM: registered together, for one server. */
public final class UpstreamFamilies {
    private UpstreamFamilies() {}

    /**
     * Registers all of them.
     *
     * @param core name of the server, the value of {@code core}
     * @param processes asked at each scrape
     * @param dataFolder folder whose disk is measured
     * @param nanoClock never goes back
     * @param jvm whether those of the JVM and its process are wanted
     */
    public static void register(
            MetricsRegistry registry,
            String core,
            FfmpegMetrics.Sources processes,
            Path dataFolder,
            LongSupplier nanoClock,
            InstantSource wallClock,
            boolean jvm) {
        var target = registry.registry();
        new UptimeMetrics(core, nanoClock).register(target);
        new HostMetrics(core, HostPlaces.ofLinux(dataFolder, List.of()), nanoClock).register(target);
        new FfmpegMetrics(core, processes, wallClock).register(target);
        // Hundreds of classes of the JVM's management, which nothing else needs.
        registry.withFirstScrape(() -> new JvmFamilies(core, jvm).register(target));
    }
}
