package org.dragonfork.bench;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.server.metrics.BuildLabels;
import org.dragonfork.server.metrics.MetricsRegistry;
import org.dragonfork.server.metrics.ServerMetrics;
import org.dragonfork.server.net.ForwardSampler;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/**
 * The way of the fan-out with the metrics switched on as a server has them: what happened is heard, packets are timed when
 * asked for, and a scraper on another thread reads all the while, far more often than a Prometheus does.
 */
final class MeteredLoad implements Load {
    private static final BuildLabels BUILD = new BuildLabels("bench", "bench", "bench");

    /** Frames between two scrapes: some ten a second of a busy thread, where a Prometheus wants one in fifteen seconds. */
    private static final int FRAMES_PER_SCRAPE = 2048;

    private final FanOutLoad fanOut;
    private final ServerMetrics metrics;
    private final ForwardSampler sampler;
    private final String what;
    private final Thread scraper = Thread.ofPlatform().daemon().name("scraper").unstarted(this::scrapeWhenTold);
    private volatile boolean closed;
    private int frames;

    /** @param timed whether one packet in 1,024 is timed */
    MeteredLoad(int viewers, SrtpProfile profile, boolean timed) throws IOException {
        this.fanOut = new FanOutLoad(viewers, profile, SinkChoice.AUTO);
        var registry = new MetricsRegistry("bench");
        this.metrics = timed
                ? ServerMetrics.withPacketForward(registry, System::nanoTime, BUILD)
                : new ServerMetrics(registry, System::nanoTime, BUILD);
        this.sampler = timed ? ForwardSampler.to(metrics.forward()) : ForwardSampler.off();
        this.what = "metrics on, scraped" + (timed ? ", packets timed" : "");
        for (EgressEvent event : fanOut.world().events().all()) {
            metrics.observer().on(event);
        }
        metrics.source(fanOut.world().egress()::snapshot);
        scraper.start();
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public void run() {
        for (int i = 0; i < Frames.PACKETS; i++) {
            sampler.taken(frames);
        }
        fanOut.run();
        if (sampler.isWaiting()) {
            sampler.forwarded(frames + 1L, true);
        }
        if (++frames % FRAMES_PER_SCRAPE == 0) {
            // Allocates nothing, which is counted.
            LockSupport.unpark(scraper);
        }
    }

    @Override
    public int packets() {
        return fanOut.packets();
    }

    /** A scrape as it is at the end, to see that the numbers were there. */
    String scrape() {
        return metrics.text();
    }

    void checkAllSent() {
        fanOut.checkAllSent();
    }

    private void scrapeWhenTold() {
        while (!closed) {
            LockSupport.park(this);
            metrics.text();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(scraper);
        fanOut.close();
    }
}
