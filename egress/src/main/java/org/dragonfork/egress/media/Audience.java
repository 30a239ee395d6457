package org.dragonfork.egress.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.StreamTraffic;
import org.dragonfork.egress.stream.LiveStream;
import org.jspecify.annotations.Nullable;

/**
 * Those on one media thread who watch one stream, and how far they were sent it. The thread that ingests the stream has an
 * audience of its own, and knows the threads that follow it with others.
 */
final class Audience {
    private final LiveStream stream;
    private final List<Viewer> watching = new ArrayList<>();
    private final List<LegFeed> feeds = new ArrayList<>();
    private final @Nullable ShardMailbox owner;
    private final List<ShardMailbox> followers = new ArrayList<>();
    /** What followers have sent; kept when they have no viewers any more, as counters never fall. */
    private final Map<ShardMailbox, StreamTraffic> elsewhere = new HashMap<>();
    /** Of viewers that left. */
    private final TrafficTotals past = new TrafficTotals();

    /** Those of them who are sent the newest picture before they go on with the others. */
    private final List<CatchUp> late = new ArrayList<>();

    private boolean live;

    /**
     * @param owner the thread that ingests the stream, or nothing when it is this one
     */
    Audience(LiveStream stream, @Nullable ShardMailbox owner, boolean pacing) {
        this.stream = stream;
        this.owner = owner;
        stream.legs().forEach(leg -> feeds.add(new LegFeed(leg, pacing)));
    }

    LiveStream stream() {
        return stream;
    }

    boolean isIngested() {
        return owner == null;
    }

    /** The thread that ingests the stream, when it is another one. */
    @Nullable
    ShardMailbox owner() {
        return owner;
    }

    List<Viewer> watching() {
        return watching;
    }

    List<LegFeed> feeds() {
        return feeds;
    }

    List<ShardMailbox> followers() {
        return followers;
    }

    List<CatchUp> late() {
        return late;
    }

    /** The first viewer comes: what was before is not for it. */
    void skip() {
        feeds.forEach(LegFeed::skip);
    }

    void left(Viewer viewer) {
        late.removeIf(each -> each.viewer().equals(viewer));
        if (watching.remove(viewer)) {
            past.add(viewer);
        }
    }

    void forwarded(ShardMailbox follower, StreamTraffic traffic) {
        elsewhere.put(follower, traffic);
    }

    /** What was sent so far, by all threads that told. */
    StreamTraffic traffic() {
        TrafficTotals all = past.copy();
        watching.forEach(all::add);
        StreamTraffic sum = all.snapshot();
        for (StreamTraffic more : elsewhere.values()) {
            sum = sum.plus(more);
        }
        return sum;
    }

    boolean isLive() {
        return live;
    }

    void live(boolean now) {
        live = now;
    }
}
