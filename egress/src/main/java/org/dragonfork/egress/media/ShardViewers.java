package org.dragonfork.egress.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.IceFailure;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.stream.LiveStream;
import org.dragonfork.egress.stream.PacketRing;
import org.dragonfork.egress.stream.RtpLeg;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.peer.CloseReason;
import org.dragonfork.webrtc.peer.OutboundTrack;
import org.dragonfork.webrtc.peer.PeerEvent;
import org.dragonfork.webrtc.peer.PeerOutput;
import org.dragonfork.webrtc.rtp.NtpTime;

/**
 * The control lane of the viewers on one media thread: what comes from them, what time does to them, and how they end. Not
 * the way of media, which is {@link FanOut}.
 */
final class ShardViewers {
    /** First sender report after the first packet (W-130: within about 100 ms), then once a second. */
    private static final long FIRST_REPORT_NANOS = 50_000_000L;

    private static final long REPORT_PERIOD_NANOS = 1_000_000_000L;

    private final DatagramSink sink;
    private final ViewerTable table;
    private final ViewerRegistry registry;
    private final EgressObserver observer;
    private final Media media;
    private long strayDatagrams;

    /** What the control lane has to say to the media lane. */
    interface Media {
        /** Media can be sent to the viewer from now on; said once. */
        void ready(Viewer viewer, long nowNanos);

        /** The viewer asks for packets again, by the numbers of the track. */
        void missing(Viewer viewer, MediaKind kind, List<Integer> sequences, long nowNanos);

        /** The viewer cannot show its video and asks for a picture that needs no other. */
        void pictureWanted(Viewer viewer, long nowNanos);

        /** The viewer is gone, and out of the table. */
        void left(Viewer viewer);
    }

    ShardViewers(DatagramSink sink, ViewerRegistry registry, EgressObserver observer, Media media) {
        this.sink = sink;
        this.table = new ViewerTable(registry);
        this.registry = registry;
        this.observer = observer;
        this.media = media;
    }

    void add(Viewer viewer) {
        table.add(viewer);
    }

    int size() {
        return table.size();
    }

    long strayDatagrams() {
        return strayDatagrams;
    }

    void datagram(byte[] bytes, CandidatePair over, long arrivedNanos, long nowNanos) {
        Viewer viewer = table.find(bytes, over);
        if (viewer == null) {
            strayDatagrams++;
            return;
        }
        guarded(viewer, () -> {
            viewer.peer().handleDatagram(bytes, 0, bytes.length, over, arrivedNanos);
            drain(viewer, nowNanos);
        });
    }

    void wake(SessionId session, long nowNanos) {
        with(session, viewer -> drain(viewer, nowNanos));
    }

    void restartIce(SessionId session, IceCredentials local, IceCredentials remote, long nowNanos) {
        with(session, viewer -> {
            table.addUfrag(local.ufrag(), viewer);
            viewer.peer().restartIce(local, remote, nowNanos);
            drain(viewer, nowNanos);
        });
    }

    void remove(SessionId session, SessionEnd reason) {
        with(session, viewer -> end(viewer, reason, ""));
    }

    void endAll(SessionEnd reason) {
        table.all().forEach(viewer -> end(viewer, reason, ""));
    }

    /**
     * Lets time pass for all of them.
     *
     * @param publish whether the numbers that others see are due
     */
    void tick(boolean publish, Streams streams, long nowNanos) {
        for (Viewer viewer : table.all()) {
            guarded(viewer, () -> {
                boolean due = nowNanos - viewer.peer().deadlineNanos() >= 0;
                if (due) {
                    viewer.peer().handleTimeout(nowNanos);
                }
                // Whatever else makes a peer say something comes as a command; asking all of them each time costs
                // more than their timers.
                if (report(viewer, streams, nowNanos) || due || publish) {
                    drain(viewer, nowNanos);
                }
                viewer.milestones().tell(viewer.stream(), observer);
                if (publish) {
                    viewer.milestones().tellReports(viewer.stream(), observer);
                    viewer.publish(nowNanos);
                }
            });
        }
    }

    /** Finds the stream of a viewer. */
    @FunctionalInterface
    interface Streams {
        Optional<LiveStream> of(Viewer viewer);
    }

    /** Ends a viewer with a word to it. */
    void end(Viewer viewer, SessionEnd reason, String detail) {
        viewer.peer().close();
        // Only what is to be sent; the reason is known here.
        for (Optional<PeerOutput> next = viewer.peer().poll();
                next.isPresent();
                next = viewer.peer().poll()) {
            if (next.get() instanceof PeerOutput.Transmit(byte[] datagram, int length, CandidatePair over)) {
                sink.send(datagram, 0, length, length, viewer.destination(over));
            }
        }
        forget(viewer, reason, detail);
    }

    /** A defect in one viewer's state ends that viewer, not the thread. */
    void fault(Viewer viewer, RuntimeException fault) {
        observer.on(new EgressEvent.PeerFaulted(viewer.stream(), viewer.session(), fault));
        forget(viewer, SessionEnd.FAULT, fault.toString());
    }

    private void drain(Viewer viewer, long nowNanos) {
        for (Optional<PeerOutput> next = viewer.peer().poll();
                next.isPresent();
                next = viewer.peer().poll()) {
            switch (next.get()) {
                case PeerOutput.Transmit(byte[] datagram, int length, CandidatePair over) ->
                    sink.send(datagram, 0, length, length, viewer.destination(over));
                case PeerOutput.PairBound(CandidatePair pair) -> table.bind(pair, viewer);
                case PeerOutput.PairReleased(CandidatePair pair) -> table.unbind(pair, viewer);
                case PeerOutput.Missing(OutboundTrack track, List<Integer> sequences) ->
                    media.missing(viewer, track.negotiated().kind(), sequences, nowNanos);
                case PeerOutput.PictureWanted(OutboundTrack track) -> {
                    if (track.negotiated().kind() == MediaKind.VIDEO) {
                        media.pictureWanted(viewer, nowNanos);
                    }
                }
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
                media.ready(viewer, nowNanos);
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

    private void forget(Viewer viewer, SessionEnd reason, String detail) {
        if (!table.remove(viewer)) {
            return;
        }
        media.left(viewer);
        viewer.publish();
        registry.ended(viewer.session(), reason, detail);
    }

    /** Sender reports tell the newest packet of the ring, whichever thread took it in; answers whether it was time. */
    private boolean report(Viewer viewer, Streams streams, long nowNanos) {
        if (!viewer.peer().isReady() || !viewer.reportIsDue(nowNanos, FIRST_REPORT_NANOS, REPORT_PERIOD_NANOS)) {
            return false;
        }
        streams.of(viewer).ifPresent(stream -> {
            for (RtpLeg leg : stream.legs()) {
                OutboundTrack track = viewer.track(leg.kind());
                PacketRing ring = leg.ring();
                long newest = ring.end() - 1;
                if (track == null || track.packets() == 0 || newest < 0) {
                    continue;
                }
                long ntpTime = NtpTime.ofUnixNanos(ring.mediaNanos(newest));
                int timestamp = ring.timestamp(newest);
                if (ring.holds(newest)) {
                    viewer.peer().report(track, ntpTime, timestamp, nowNanos);
                }
            }
        });
        return true;
    }

    private void with(SessionId session, Consumer<Viewer> action) {
        Viewer viewer = table.find(session);
        if (viewer != null) {
            guarded(viewer, () -> action.accept(viewer));
        }
    }

    private void guarded(Viewer viewer, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException fault) {
            fault(viewer, fault);
        }
    }
}
