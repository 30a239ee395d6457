package org.dragonfork.egress.media;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.IceFailure;
import org.dragonfork.egress.event.LegFailure;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.stream.LiveStream;
import org.dragonfork.egress.stream.RtpLeg;
import org.dragonfork.webrtc.peer.CloseReason;
import org.dragonfork.webrtc.peer.DatagramKind;
import org.dragonfork.webrtc.peer.OutboundTrack;
import org.dragonfork.webrtc.peer.PeerEvent;
import org.dragonfork.webrtc.peer.PeerOutput;
import org.dragonfork.webrtc.stun.StunReader;

/**
 * The body of a media thread's loop, without thread, socket or clock: the streams it ingests, the viewers it serves. The
 * loop calls {@link #packets} after each batch, {@link #handle} for each command and {@link #tick} at {@link
 * #deadlineNanos}.
 */
public final class MediaShard {
    /** How often timers are looked at; all of them are far longer. */
    private static final long TICK_NANOS = 20_000_000L;

    /** First sender report after the first packet (W-130: within about 100 ms), then once a second. */
    private static final long FIRST_REPORT_NANOS = 50_000_000L;

    private static final long REPORT_PERIOD_NANOS = 1_000_000_000L;

    private static final long PUBLISH_PERIOD_NANOS = 250_000_000L;

    /** A leg that gives only packets of another payload type for this long is broken; one stray packet is none. */
    private static final long STRANGE_NANOS = 1_000_000_000L;

    private final DatagramSink sink;
    private final ViewerRegistry registry;
    private final EgressObserver observer;
    private final FanOut fanOut;
    private final Map<StreamId, Ingest> streams = new HashMap<>();
    private final Map<SessionId, Viewer> viewers = new HashMap<>();
    private final Map<String, Viewer> byUfrag = new HashMap<>();
    private final Map<InetSocketAddress, Viewer> byAddress = new HashMap<>();
    private final Map<Viewer, RuntimeException> faulted = new HashMap<>();
    private long nextTickNanos;
    private long nextPublishNanos;
    private long strayDatagrams;

    /** A stream with those who watch it. */
    private static final class Ingest {
        private final LiveStream stream;
        private final List<Viewer> watching = new ArrayList<>();
        /** Of viewers that left. */
        private final TrafficTotals past = new TrafficTotals();

        private boolean live;

        Ingest(LiveStream stream) {
            this.stream = stream;
        }
    }

    public MediaShard(DatagramSink sink, ViewerRegistry registry, EgressObserver observer, long nowNanos) {
        this.sink = sink;
        this.registry = registry;
        this.observer = observer;
        this.fanOut = new FanOut(sink, faulted::put);
        this.nextTickNanos = nowNanos;
        this.nextPublishNanos = nowNanos;
    }

    /** Media lane: the leg's ring holds new packets at positions {@code from} to {@code to} (exclusive). */
    public void packets(StreamId stream, RtpLeg leg, long from, long to) {
        Ingest ingest = streams.get(stream);
        if (ingest == null || from == to) {
            return;
        }
        fanOut.send(leg, from, to, ingest.watching);
        if (!faulted.isEmpty()) {
            List.copyOf(faulted.entrySet()).forEach(entry -> fault(entry.getKey(), entry.getValue()));
            faulted.clear();
        }
    }

    /** Control lane: does what another thread asked for. */
    public void handle(ShardCommand command, long nowNanos) {
        switch (command) {
            case ShardCommand.AddStream(LiveStream stream, var _) -> streams.put(stream.id(), new Ingest(stream));
            case ShardCommand.RemoveStream(StreamId stream) -> removeStream(stream);
            case ShardCommand.ExpectMedia(StreamId stream, boolean expected) -> {
                for (RtpLeg leg : legs(stream)) {
                    leg.watchdog().expect(expected && leg.isUsed() && !leg.isUnplayable(), nowNanos);
                }
            }
            case ShardCommand.HoldStream(StreamId stream, String why) ->
                change(stream, held -> held.hold(why), nowNanos);
            case ShardCommand.PlanLegs(StreamId stream, var fed) -> {
                change(stream, planned -> planned.plan(fed), nowNanos);
                legs(stream).stream()
                        .filter(leg -> !leg.isUsed())
                        .forEach(leg -> leg.watchdog().expect(false, nowNanos));
            }
            case ShardCommand.InputProgressed(StreamId stream) ->
                legs(stream).forEach(leg -> leg.watchdog().progressed(nowNanos));
            case ShardCommand.ProcessEnded(StreamId stream, String why) -> {
                for (RtpLeg leg : legs(stream)) {
                    leg.watchdog().expect(false, nowNanos);
                    if (leg.isUsed()) {
                        failed(stream, leg, LegFailure.PROCESS_ENDED, why);
                    }
                }
            }
            case ShardCommand.LegBroken(StreamId stream, var kind, String why) ->
                legs(stream).stream()
                        .filter(leg -> leg.kind() == kind)
                        .forEach(leg -> failed(stream, leg, LegFailure.SOCKET, why));
            case ShardCommand.DescribeLeg describe -> describe(describe, nowNanos);
            case ShardCommand.AddViewer(Viewer viewer) -> addViewer(viewer);
            case ShardCommand.RemoveViewer(SessionId session, SessionEnd reason) ->
                withViewer(session, viewer -> end(viewer, reason, ""));
            case ShardCommand.RestartIce restart ->
                withViewer(restart.session(), viewer -> {
                    viewer.ufrags().add(restart.local().ufrag());
                    byUfrag.put(restart.local().ufrag(), viewer);
                    viewer.peer().restartIce(restart.local(), restart.remote(), nowNanos);
                    drain(viewer, nowNanos);
                });
            case ShardCommand.Wake(SessionId session) -> withViewer(session, viewer -> drain(viewer, nowNanos));
            case ShardCommand.Datagram(byte[] bytes, InetSocketAddress from) -> datagram(bytes, from, nowNanos);
            case ShardCommand.Stop() ->
                List.copyOf(viewers.values()).forEach(viewer -> end(viewer, SessionEnd.SERVER_STOPPED, ""));
        }
    }

    /** Lets time pass: timers, sender reports, watchdogs, published numbers. */
    public void tick(long nowNanos) {
        if (nowNanos - nextTickNanos < 0) {
            return;
        }
        nextTickNanos = nowNanos + TICK_NANOS;
        boolean publish = nowNanos - nextPublishNanos >= 0;
        if (publish) {
            nextPublishNanos = nowNanos + PUBLISH_PERIOD_NANOS;
        }
        for (Viewer viewer : List.copyOf(viewers.values())) {
            guarded(viewer, () -> {
                if (nowNanos - viewer.peer().deadlineNanos() >= 0) {
                    viewer.peer().handleTimeout(nowNanos);
                }
                report(viewer, nowNanos);
                drain(viewer, nowNanos);
                viewer.milestones().tell(viewer.stream(), observer);
                if (publish) {
                    viewer.milestones().tellReports(viewer.stream(), observer);
                    viewer.publish(nowNanos);
                }
            });
        }
        for (Ingest ingest : streams.values()) {
            watch(ingest, nowNanos);
            if (publish) {
                publishTraffic(ingest);
            }
            if (publish || ingest.stream.status().live() != ingest.live) {
                publish(ingest, nowNanos);
            }
        }
    }

    /** Whether packets of the stream go to anybody. */
    public boolean isWatched(StreamId stream) {
        Ingest ingest = streams.get(stream);
        return ingest != null && !ingest.watching.isEmpty();
    }

    /** When {@link #tick} wants to be called next. */
    public long deadlineNanos() {
        return nextTickNanos;
    }

    /** Viewers on this shard. */
    public int viewers() {
        return viewers.size();
    }

    /** Datagrams that belong to no viewer. */
    public long strayDatagrams() {
        return strayDatagrams;
    }

    private void addViewer(Viewer viewer) {
        Ingest ingest = streams.get(viewer.stream());
        viewers.put(viewer.session(), viewer);
        viewer.ufrags().forEach(ufrag -> byUfrag.put(ufrag, viewer));
        if (ingest == null) {
            end(viewer, SessionEnd.STREAM_ENDED, "the stream was removed while the viewer joined");
            return;
        }
        ingest.watching.add(viewer);
    }

    private void datagram(byte[] bytes, InetSocketAddress from, long nowNanos) {
        Viewer viewer = byAddress.get(from);
        if (DatagramKind.of(bytes, 0, bytes.length) == DatagramKind.STUN) {
            // A check names its session, so an address that another viewer used before finds the right one.
            Optional<String> ufrag = StunReader.localUfrag(bytes, 0, bytes.length);
            Viewer named = ufrag.isPresent() ? byUfrag.get(ufrag.get()) : null;
            viewer = named == null ? viewer : named;
        }
        if (viewer == null) {
            strayDatagrams++;
            return;
        }
        Viewer found = viewer;
        guarded(found, () -> {
            found.peer().handleDatagram(bytes, 0, bytes.length, from, nowNanos);
            drain(found, nowNanos);
        });
    }

    private void drain(Viewer viewer, long nowNanos) {
        for (Optional<PeerOutput> next = viewer.peer().poll();
                next.isPresent();
                next = viewer.peer().poll()) {
            switch (next.get()) {
                case PeerOutput.Transmit(byte[] datagram, int length, InetSocketAddress to) ->
                    sink.send(datagram, 0, length, length, to);
                case PeerOutput.AddressBound(InetSocketAddress address) -> bind(address, viewer);
                case PeerOutput.AddressReleased(InetSocketAddress address) -> unbind(address, viewer);
                case PeerOutput.Happened(PeerEvent event) -> happened(viewer, event, nowNanos);
            }
        }
    }

    private void happened(Viewer viewer, PeerEvent event, long nowNanos) {
        Duration took = Duration.ofNanos(nowNanos - viewer.answeredNanos());
        switch (event) {
            case PeerEvent.IceConnected() -> {
                if (viewer.milestones().settleIce(nowNanos)) {
                    observer.on(new EgressEvent.IceSettled(viewer.stream(), viewer.session(), true, took));
                }
            }
            case PeerEvent.Secured(var profile) -> {
                viewer.secured(profile.name());
                viewer.publish();
                observer.on(new EgressEvent.SessionSecured(
                        viewer.stream(),
                        viewer.session(),
                        profile.name(),
                        took,
                        viewer.milestones().secure(nowNanos)));
            }
            case PeerEvent.Closed(CloseReason reason, String detail) -> closed(viewer, reason, detail, took, nowNanos);
        }
    }

    private void closed(Viewer viewer, CloseReason reason, String detail, Duration took, long nowNanos) {
        switch (reason) {
            case ICE_TIMEOUT -> {
                if (viewer.milestones().settleIce(nowNanos)) {
                    observer.on(new EgressEvent.IceSettled(viewer.stream(), viewer.session(), false, took));
                }
                observer.on(new EgressEvent.IceFailed(viewer.stream(), viewer.session(), IceFailure.TIMEOUT));
                forget(viewer, SessionEnd.ICE_TIMEOUT, detail);
            }
            case CONSENT_LOST -> {
                observer.on(new EgressEvent.IceFailed(viewer.stream(), viewer.session(), IceFailure.DISCONNECTED));
                forget(viewer, SessionEnd.CONSENT_LOST, detail);
            }
            case DTLS_FAILED -> {
                observer.on(new EgressEvent.IceFailed(viewer.stream(), viewer.session(), IceFailure.FAILED));
                forget(viewer, SessionEnd.DTLS_FAILED, detail);
            }
            case PEER_CLOSED -> forget(viewer, SessionEnd.VIEWER_CLOSED, detail);
            case LOCAL -> {
                // Whoever closed it forgets it with the reason only they know.
            }
        }
    }

    private void end(Viewer viewer, SessionEnd reason, String detail) {
        viewer.peer().close();
        // Only what is to be sent; the reason is known here.
        for (Optional<PeerOutput> next = viewer.peer().poll();
                next.isPresent();
                next = viewer.peer().poll()) {
            if (next.get() instanceof PeerOutput.Transmit(byte[] datagram, int length, InetSocketAddress to)) {
                sink.send(datagram, 0, length, length, to);
            }
        }
        forget(viewer, reason, detail);
    }

    private void forget(Viewer viewer, SessionEnd reason, String detail) {
        if (!viewers.remove(viewer.session(), viewer)) {
            return;
        }
        Ingest ingest = streams.get(viewer.stream());
        if (ingest != null) {
            if (ingest.watching.remove(viewer)) {
                ingest.past.add(viewer);
            }
            publishTraffic(ingest);
        }
        viewer.ufrags().forEach(ufrag -> byUfrag.remove(ufrag, viewer));
        List.copyOf(viewer.addresses()).forEach(address -> unbind(address, viewer));
        viewer.publish();
        registry.ended(viewer.session(), reason, detail);
    }

    private void bind(InetSocketAddress address, Viewer viewer) {
        Viewer before = byAddress.put(address, viewer);
        if (before != null && before != viewer) {
            before.addresses().remove(address);
        }
        viewer.addresses().add(address);
        registry.bound(address, viewer);
    }

    private void unbind(InetSocketAddress address, Viewer viewer) {
        viewer.addresses().remove(address);
        byAddress.remove(address, viewer);
        registry.released(address, viewer);
    }

    private void report(Viewer viewer, long nowNanos) {
        if (!viewer.peer().isReady() || !viewer.reportIsDue(nowNanos, FIRST_REPORT_NANOS, REPORT_PERIOD_NANOS)) {
            return;
        }
        for (RtpLeg leg : legs(viewer.stream())) {
            OutboundTrack track = viewer.track(leg.kind());
            if (track != null && track.packets() > 0 && leg.hasClock()) {
                viewer.peer().report(track, leg.ntpTime(), leg.timestamp(), nowNanos);
            }
        }
    }

    private void watch(Ingest ingest, long nowNanos) {
        for (RtpLeg leg : ingest.stream.legs()) {
            int strange = leg.strangeType(nowNanos, STRANGE_NANOS);
            if (strange >= 0) {
                failed(
                        ingest.stream.id(),
                        leg,
                        LegFailure.CODEC,
                        "RTP of payload type " + strange + " comes where FFmpeg announced " + leg.announcedType());
            }
            if (leg.watchdog().failsNow(nowNanos)) {
                observer.on(new EgressEvent.LegFailed(
                        ingest.stream.id(), leg.kind(), LegFailure.SILENT, "no RTP although the process runs"));
            }
        }
    }

    /** Once per incident; the next good packet ends it (decision D17). */
    private void failed(StreamId stream, RtpLeg leg, LegFailure reason, String detail) {
        if (leg.watchdog().fails()) {
            observer.on(new EgressEvent.LegFailed(stream, leg.kind(), reason, detail));
        }
    }

    private static void publishTraffic(Ingest ingest) {
        TrafficTotals all = ingest.past.copy();
        ingest.watching.forEach(all::add);
        ingest.stream.publish(all.snapshot());
    }

    private void publish(Ingest ingest, long nowNanos) {
        var status = ingest.stream.publish(nowNanos);
        if (status.live() && !ingest.live) {
            observer.on(new EgressEvent.StreamLive(ingest.stream.id(), CodecText.of(status.codecs())));
        } else if (!status.live() && ingest.live) {
            observer.on(new EgressEvent.StreamIdle(ingest.stream.id(), status.why()));
        }
        ingest.live = status.live();
    }

    private void change(StreamId id, Consumer<LiveStream> change, long nowNanos) {
        Ingest ingest = streams.get(id);
        if (ingest != null) {
            change.accept(ingest.stream);
            // At once: whoever asks next shall hear the new reason.
            publish(ingest, nowNanos);
        }
    }

    private void describe(ShardCommand.DescribeLeg describe, long nowNanos) {
        for (RtpLeg leg : legs(describe.stream())) {
            if (leg.kind() != describe.kind()) {
                continue;
            }
            String before = leg.codecName();
            leg.announce(describe.payloadType());
            leg.describe(describe.encodingName(), describe.codec());
            if (leg.isUnplayable()) {
                leg.watchdog().expect(false, nowNanos);
                failed(
                        describe.stream(),
                        leg,
                        LegFailure.CODEC,
                        "FFmpeg sends " + describe.encodingName() + ", which no browser plays over WebRTC");
            }
            if (!before.isEmpty() && !before.equalsIgnoreCase(leg.codecName())) {
                endAll(describe.stream(), "the " + leg.kind().label() + " codec changed");
            }
        }
    }

    private void removeStream(StreamId id) {
        endAll(id, "the stream was stopped");
        streams.remove(id);
    }

    private void endAll(StreamId id, String why) {
        Ingest ingest = streams.get(id);
        if (ingest != null) {
            List.copyOf(ingest.watching).forEach(viewer -> end(viewer, SessionEnd.STREAM_ENDED, why));
        }
    }

    private List<RtpLeg> legs(StreamId id) {
        Ingest ingest = streams.get(id);
        return ingest == null ? List.of() : ingest.stream.legs();
    }

    private void withViewer(SessionId session, Consumer<Viewer> action) {
        Viewer viewer = viewers.get(session);
        if (viewer != null) {
            guarded(viewer, () -> action.accept(viewer));
        }
    }

    /** A defect in one viewer's state ends that viewer, not the thread. */
    private void guarded(Viewer viewer, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException fault) {
            fault(viewer, fault);
        }
    }

    private void fault(Viewer viewer, RuntimeException fault) {
        observer.on(new EgressEvent.PeerFaulted(viewer.stream(), viewer.session(), fault));
        forget(viewer, SessionEnd.FAULT, fault.toString());
    }
}
