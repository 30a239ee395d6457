package org.dragonfork.egress.media;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.LegFailure;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.stream.LiveStream;
import org.dragonfork.egress.stream.RtpLeg;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * The body of a media thread's loop, without thread, socket or clock: the streams it ingests, the viewers it serves. The
 * loop calls {@link #packets} after each batch of a leg, {@link #follow} in each turn, {@link #handle} for each command and
 * {@link #tick} at {@link #deadlineNanos}.
 *
 * <p>The way of a packet: the loop receives it into the ring of its leg; {@link #packets} signals the threads that follow
 * the stream and sends to the viewers here; {@link FanOut} seals a run for each viewer and gives it to the {@link
 * DatagramSink}. A thread that follows reads the same ring with a position of its own ({@link LegFeed}).
 */
public final class MediaShard {
    /** How often timers are looked at while packets or commands come; all of them are far longer. */
    private static final long TICK_NANOS = 20_000_000L;

    /** How long nobody looks when nothing comes: waking a thread costs more than most of what it then finds. */
    private static final long LONGEST_TICK_NANOS = 40_000_000L;

    /** The same where there are no viewers, only numbers to publish. */
    private static final long LONGEST_IDLE_NANOS = 100_000_000L;

    private static final long PUBLISH_PERIOD_NANOS = 250_000_000L;

    /** A leg that gives only packets of another payload type for this long is broken; one stray packet is none. */
    private static final long STRANGE_NANOS = 1_000_000_000L;

    private final EgressObserver observer;
    private final ShardMailbox self;
    private final boolean pacing;
    private final FanOut fanOut;
    private final ShardViewers viewers;
    private final Map<StreamId, Audience> audiences = new HashMap<>();
    private final Map<Viewer, RuntimeException> faulted = new HashMap<>();
    private long lastTickNanos;
    private long nextPublishNanos;
    private boolean partHeld;
    private long nextPartNanos;

    /** What the control lane asks of the media lane. */
    private final class Lane implements ShardViewers.Media {
        @Override
        public void ready(Viewer viewer, long nowNanos) {
            startWithPicture(viewer, nowNanos);
        }

        @Override
        public void missing(Viewer viewer, MediaKind kind, List<Integer> sequences, long nowNanos) {
            resend(viewer, kind, sequences, nowNanos);
        }

        @Override
        public void pictureWanted(Viewer viewer, long nowNanos) {
            if (!viewer.isCatchingUp() && viewer.beginnings().take(nowNanos)) {
                pictureAgain(viewer, nowNanos);
            }
        }

        @Override
        public void left(Viewer viewer) {
            forget(viewer);
        }
    }

    /**
     * @param self where other threads leave commands for this shard
     * @param pacing whether large bursts are spread over some milliseconds
     */
    public MediaShard(
            DatagramSink sink,
            ViewerRegistry registry,
            EgressObserver observer,
            ShardMailbox self,
            boolean pacing,
            long nowNanos) {
        this.observer = observer;
        this.self = self;
        this.pacing = pacing;
        this.fanOut = new FanOut(sink, faulted::put);
        this.viewers = new ShardViewers(sink, registry, observer, new Lane());
        this.lastTickNanos = nowNanos - TICK_NANOS;
        this.nextPublishNanos = nowNanos;
    }

    /** Media lane: the ring of a leg that this shard ingests has new packets. */
    public void packets(StreamId stream, RtpLeg leg, long nowNanos) {
        Audience audience = audiences.get(stream);
        if (audience == null) {
            return;
        }
        // The others first: they work while this thread serves its own.
        List<ShardMailbox> followers = audience.followers();
        for (int i = 0; i < followers.size(); i++) {
            followers.get(i).signal();
        }
        List<LegFeed> feeds = audience.feeds();
        for (int i = 0; i < feeds.size(); i++) {
            if (feeds.get(i).leg().equals(leg)) {
                send(audience, feeds.get(i), nowNanos);
            }
        }
        endFaulted();
    }

    /** Media lane: sends what other threads have put into rings since the last time, and parts that are due. */
    public void follow(long nowNanos) {
        partHeld = false;
        for (Audience audience : audiences.values()) {
            List<LegFeed> feeds = audience.feeds();
            for (int i = 0; i < feeds.size(); i++) {
                send(audience, feeds.get(i), nowNanos);
            }
        }
        endFaulted();
    }

    /** Control lane: does what another thread asked for. */
    public void handle(ShardCommand command, long nowNanos) {
        switch (command) {
            case ShardCommand.AddStream(LiveStream stream, var _) ->
                audiences.put(stream.id(), new Audience(stream, null, pacing));
            case ShardCommand.RemoveStream(StreamId stream) -> removeStream(stream);
            case ShardCommand.ExpectMedia(StreamId stream, boolean expected) -> {
                for (RtpLeg leg : ingested(stream)) {
                    leg.watchdog().expect(expected && leg.isUsed() && !leg.isUnplayable(), nowNanos);
                }
            }
            case ShardCommand.HoldStream(StreamId stream, String why) ->
                change(stream, held -> held.hold(why), nowNanos);
            case ShardCommand.AwaitSender(StreamId stream, String what) ->
                change(stream, waiting -> waiting.await(what), nowNanos);
            case ShardCommand.PlanLegs(StreamId stream, var fed) -> {
                change(stream, planned -> planned.plan(fed), nowNanos);
                ingested(stream).stream()
                        .filter(leg -> !leg.isUsed())
                        .forEach(leg -> leg.watchdog().expect(false, nowNanos));
            }
            case ShardCommand.InputProgressed(StreamId stream) ->
                ingested(stream).forEach(leg -> leg.watchdog().progressed(nowNanos));
            case ShardCommand.ProcessEnded(StreamId stream, String why) -> {
                for (RtpLeg leg : ingested(stream)) {
                    leg.watchdog().expect(false, nowNanos);
                    if (leg.isUsed()) {
                        failed(stream, leg, LegFailure.PROCESS_ENDED, why);
                    }
                }
            }
            case ShardCommand.LegBroken(StreamId stream, var kind, String why) ->
                ingested(stream).stream()
                        .filter(leg -> leg.kind() == kind)
                        .forEach(leg -> failed(stream, leg, LegFailure.SOCKET, why));
            case ShardCommand.DescribeLeg describe -> describe(describe, nowNanos);
            case ShardCommand.AddViewer(Viewer viewer, LiveStream stream, ShardMailbox owner) ->
                addViewer(viewer, stream, owner);
            case ShardCommand.RemoveViewer(SessionId session, SessionEnd reason) -> viewers.remove(session, reason);
            case ShardCommand.RestartIce(SessionId session, var local, var remote) ->
                viewers.restartIce(session, local, remote, nowNanos);
            case ShardCommand.Wake(SessionId session) -> viewers.wake(session, nowNanos);
            case ShardCommand.Datagram(byte[] bytes, var over, long arrivedNanos) ->
                viewers.datagram(bytes, over, arrivedNanos, nowNanos);
            case ShardCommand.Follow(StreamId stream, ShardMailbox follower) ->
                withIngested(stream, audience -> audience.followers().add(follower));
            case ShardCommand.Unfollow(StreamId stream, ShardMailbox follower) ->
                withIngested(stream, audience -> audience.followers().remove(follower));
            case ShardCommand.Forwarded(StreamId stream, ShardMailbox follower, var traffic) ->
                withIngested(stream, audience -> audience.forwarded(follower, traffic));
            case ShardCommand.EndViewers(StreamId stream, String why) -> endAll(stream, why);
            case ShardCommand.Stop() -> viewers.endAll(SessionEnd.SERVER_STOPPED);
        }
    }

    /** Lets time pass: timers, sender reports, watchdogs, published numbers. */
    public void tick(long nowNanos) {
        if (nowNanos - lastTickNanos < TICK_NANOS) {
            return;
        }
        lastTickNanos = nowNanos;
        boolean publish = nowNanos - nextPublishNanos >= 0;
        if (publish) {
            nextPublishNanos = nowNanos + PUBLISH_PERIOD_NANOS;
        }
        viewers.tick(
                publish,
                viewer -> Optional.ofNullable(audiences.get(viewer.stream())).map(Audience::stream),
                nowNanos);
        for (Audience audience : audiences.values()) {
            if (publish) {
                publishTraffic(audience);
            }
            if (audience.isIngested()) {
                watch(audience, nowNanos);
                if (publish || audience.stream().status().live() != audience.isLive()) {
                    publish(audience, nowNanos);
                }
            }
        }
    }

    /** Whether packets of the stream go to anybody on this thread. */
    public boolean isWatched(StreamId stream) {
        Audience audience = audiences.get(stream);
        return audience != null && !audience.watching().isEmpty();
    }

    /** When {@link #tick} or {@link #follow} wants to be called next. */
    public long deadlineNanos() {
        long longest = viewers.size() == 0 ? LONGEST_IDLE_NANOS : LONGEST_TICK_NANOS;
        long latest = lastTickNanos + longest;
        return partHeld && nextPartNanos - latest < 0 ? nextPartNanos : latest;
    }

    /** Viewers on this shard. */
    public int viewers() {
        return viewers.size();
    }

    /** Datagrams that belong to no viewer. */
    public long strayDatagrams() {
        return viewers.strayDatagrams();
    }

    private void send(Audience audience, LegFeed feed, long nowNanos) {
        if (audience.watching().isEmpty()) {
            feed.skip();
            return;
        }
        long from = feed.next();
        long to = feed.limit(nowNanos);
        if (from != to) {
            fanOut.send(feed.leg(), from, to, audience.watching());
            feed.sentTo(to);
        }
        if (feed.isHeld()) {
            wakeAt(feed.dueNanos());
        }
        if (!audience.late().isEmpty() && feed.leg().kind() == MediaKind.VIDEO) {
            catchUp(audience, nowNanos);
        }
    }

    /** Brings those who came late a part nearer to the others. */
    private void catchUp(Audience audience, long nowNanos) {
        audience.late().removeIf(late -> {
            long from = late.next();
            long to = late.limit(nowNanos);
            if (from != to) {
                if (late.isAgain()) {
                    int sent = fanOut.sendAgain(late.feed().leg(), from, to, late.viewer());
                    late.viewer().traffic().resent(MediaKind.VIDEO, sent);
                } else {
                    fanOut.send(late.feed().leg(), from, to, late.viewer());
                }
                late.sentTo(to, nowNanos);
            }
            if (late.isDone()) {
                if (!late.isAgain()) {
                    late.viewer().catchingUp(false);
                }
                return true;
            }
            wakeAt(late.dueNanos());
            return false;
        });
    }

    /** A viewer is ready: it need not wait for the next key frame when the last one is still there. */
    private void startWithPicture(Viewer viewer, long nowNanos) {
        Audience audience = audiences.get(viewer.stream());
        if (audience == null || viewer.track(MediaKind.VIDEO) == null) {
            return;
        }
        viewer.beginnings().begin(nowNanos);
        for (LegFeed feed : audience.feeds()) {
            long start = CatchUp.start(feed, nowNanos);
            if (start >= 0) {
                viewer.catchingUp(true);
                audience.late().add(CatchUp.first(viewer, feed, start, nowNanos));
                catchUp(audience, nowNanos);
            }
        }
    }

    /** The beginning of a new viewer's picture got lost; the next key frame may be seconds away. */
    private void pictureAgain(Viewer viewer, long nowNanos) {
        Audience audience = audiences.get(viewer.stream());
        if (audience == null) {
            return;
        }
        for (LegFeed feed : audience.feeds()) {
            long start = CatchUp.start(feed, nowNanos);
            if (start >= 0) {
                audience.late().add(CatchUp.again(viewer, feed, start, nowNanos));
                catchUp(audience, nowNanos);
            }
        }
    }

    private void resend(Viewer viewer, MediaKind kind, List<Integer> sequences, long nowNanos) {
        Audience audience = audiences.get(viewer.stream());
        if (audience == null) {
            return;
        }
        for (LegFeed feed : audience.feeds()) {
            if (feed.leg().kind() == kind) {
                for (int sequence : sequences) {
                    if (!viewer.resends().take(nowNanos)) {
                        return;
                    }
                    if (fanOut.sendAgain(feed.leg(), sequence, viewer)) {
                        viewer.traffic().resent(kind);
                    }
                }
            }
        }
    }

    private void wakeAt(long dueNanos) {
        if (!partHeld || dueNanos - nextPartNanos < 0) {
            partHeld = true;
            nextPartNanos = dueNanos;
        }
    }

    private void endFaulted() {
        if (!faulted.isEmpty()) {
            List.copyOf(faulted.entrySet()).forEach(entry -> viewers.fault(entry.getKey(), entry.getValue()));
            faulted.clear();
        }
    }

    private void addViewer(Viewer viewer, LiveStream stream, ShardMailbox owner) {
        viewers.add(viewer);
        Audience audience = audiences.get(viewer.stream());
        if (audience == null && !owner.equals(self)) {
            audience = new Audience(stream, owner, pacing);
            audiences.put(stream.id(), audience);
        }
        if (audience == null || !audience.stream().equals(stream)) {
            viewers.end(viewer, SessionEnd.STREAM_ENDED, "the stream was removed while the viewer joined");
            return;
        }
        ShardMailbox elsewhere = audience.owner();
        if (audience.watching().isEmpty()) {
            audience.skip();
            if (elsewhere != null) {
                elsewhere.post(new ShardCommand.Follow(stream.id(), self));
            }
        }
        audience.watching().add(viewer);
    }

    /** A viewer is gone. */
    private void forget(Viewer viewer) {
        Audience audience = audiences.get(viewer.stream());
        if (audience == null) {
            return;
        }
        audience.left(viewer);
        publishTraffic(audience);
        ShardMailbox elsewhere = audience.owner();
        if (elsewhere != null && audience.watching().isEmpty()) {
            elsewhere.post(new ShardCommand.Unfollow(viewer.stream(), self));
        }
    }

    private void watch(Audience audience, long nowNanos) {
        for (RtpLeg leg : audience.stream().legs()) {
            int strange = leg.strangeType(nowNanos, STRANGE_NANOS);
            if (strange >= 0) {
                failed(
                        audience.stream().id(),
                        leg,
                        LegFailure.CODEC,
                        "RTP of payload type " + strange + " comes where FFmpeg announced " + leg.announcedType());
            }
            if (leg.watchdog().failsNow(nowNanos)) {
                observer.on(new EgressEvent.LegFailed(
                        audience.stream().id(), leg.kind(), LegFailure.SILENT, "no RTP although the process runs"));
            }
        }
    }

    private void publishTraffic(Audience audience) {
        ShardMailbox elsewhere = audience.owner();
        if (elsewhere == null) {
            audience.stream().publish(audience.traffic());
        } else {
            elsewhere.post(new ShardCommand.Forwarded(audience.stream().id(), self, audience.traffic()));
        }
    }

    /** Once per incident; the next good packet ends it (decision D17). */
    private void failed(StreamId stream, RtpLeg leg, LegFailure reason, String detail) {
        if (leg.watchdog().fails()) {
            observer.on(new EgressEvent.LegFailed(stream, leg.kind(), reason, detail));
        }
    }

    private void publish(Audience audience, long nowNanos) {
        StreamId id = audience.stream().id();
        var status = audience.stream().publish(nowNanos);
        if (status.live() && !audience.isLive()) {
            observer.on(new EgressEvent.StreamLive(id, CodecText.of(status.codecs())));
        } else if (!status.live() && audience.isLive()) {
            observer.on(new EgressEvent.StreamIdle(id, status.why()));
        }
        audience.live(status.live());
    }

    private void change(StreamId id, Consumer<LiveStream> change, long nowNanos) {
        withIngested(id, audience -> {
            change.accept(audience.stream());
            // At once: whoever asks next shall hear the new reason.
            publish(audience, nowNanos);
        });
    }

    private void describe(ShardCommand.DescribeLeg describe, long nowNanos) {
        for (RtpLeg leg : ingested(describe.stream())) {
            if (leg.kind() != describe.kind()) {
                continue;
            }
            String before = leg.codecName();
            leg.announce(describe.payloadType());
            leg.describe(describe.encodingName(), describe.codec(), describe.parameterSets());
            if (leg.isUnplayable()) {
                leg.watchdog().expect(false, nowNanos);
                failed(
                        describe.stream(),
                        leg,
                        LegFailure.CODEC,
                        "FFmpeg sends " + describe.encodingName() + ", which no browser plays over WebRTC");
            }
            if (!before.isEmpty() && !before.equalsIgnoreCase(leg.codecName())) {
                String why = "the " + leg.kind().label() + " codec changed";
                withIngested(
                        describe.stream(),
                        audience -> List.copyOf(audience.followers())
                                .forEach(follower ->
                                        follower.post(new ShardCommand.EndViewers(describe.stream(), why))));
                endAll(describe.stream(), why);
            }
        }
    }

    private void removeStream(StreamId id) {
        endAll(id, "the stream was stopped");
        audiences.remove(id);
    }

    private void endAll(StreamId id, String why) {
        Audience audience = audiences.get(id);
        if (audience != null) {
            List.copyOf(audience.watching()).forEach(viewer -> viewers.end(viewer, SessionEnd.STREAM_ENDED, why));
        }
    }

    /** The legs that this shard takes in; none of a stream that it only follows. */
    private List<RtpLeg> ingested(StreamId id) {
        Audience audience = audiences.get(id);
        return audience == null || !audience.isIngested()
                ? List.of()
                : audience.stream().legs();
    }

    private void withIngested(StreamId id, Consumer<Audience> action) {
        Audience audience = audiences.get(id);
        if (audience != null && audience.isIngested()) {
            action.accept(audience);
        }
    }
}
