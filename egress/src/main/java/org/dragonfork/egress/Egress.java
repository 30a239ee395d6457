package org.dragonfork.egress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.LegFailure;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.LegSocket;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.egress.media.ShardMailbox;
import org.dragonfork.egress.media.Viewer;
import org.dragonfork.egress.media.ViewerRegistry;
import org.dragonfork.egress.media.ViewerReport;
import org.dragonfork.egress.session.Admission;
import org.dragonfork.egress.session.PatchRequest;
import org.dragonfork.egress.session.PatchResult;
import org.dragonfork.egress.session.PortPool;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.egress.session.UnsubscribeResult;
import org.dragonfork.egress.stream.LiveStream;
import org.dragonfork.egress.stream.Setback;
import org.dragonfork.egress.stream.StreamStatus;
import org.dragonfork.egress.supervise.RunEnd;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.dtls.DtlsEndpointFactory;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.sdp.LocalTransport;
import org.dragonfork.webrtc.sdp.NegotiationResult;
import org.dragonfork.webrtc.srtp.Aead;

/**
 * The service: streams are registered here, viewers subscribe here, and the media threads are told what to do from here.
 * Safe for use from any thread. It never waits for a media thread.
 */
public final class Egress implements WhepService, ViewerRegistry {
    private final EgressOptions options;
    private final LegBinder binder;
    private final EgressObserver observer;
    private final EgressClock clock;
    private final RandomGenerator random;
    private final ViewerFactory factory;
    private final Admission admission;
    private final PortPool ports;
    private final SessionTable sessions = new SessionTable();
    private final Placement placement = new Placement();
    private final ConcurrentMap<StreamId, Placed> streams = new ConcurrentHashMap<>();
    private List<ShardMailbox> shards = List.of();
    private int nextShard;
    private volatile boolean draining;

    /** A stream and the media thread that has it. */
    private record Placed(LiveStream stream, ShardMailbox shard) {}

    /**
     * @param random a cryptographic source, safe for use from many threads
     */
    public Egress(
            EgressOptions options,
            DtlsEndpointFactory dtls,
            LegBinder binder,
            EgressObserver observer,
            EgressClock clock,
            RandomGenerator random) {
        this(options, dtls, binder, observer, clock, random, Aead.jdk());
    }

    /**
     * The same with another cipher.
     *
     * @param aeads who protects media of viewers that agree on a profile of GCM
     */
    public Egress(
            EgressOptions options,
            DtlsEndpointFactory dtls,
            LegBinder binder,
            EgressObserver observer,
            EgressClock clock,
            RandomGenerator random,
            Aead.Provider aeads) {
        this.options = options;
        this.binder = binder;
        this.observer = observer;
        this.clock = clock;
        this.random = random;
        this.factory = new ViewerFactory(options, dtls, random, aeads);
        this.admission = new Admission(options.maxViewersPerStream(), options.maxViewers());
        this.ports = new PortPool(options.firstPort(), options.lastPort());
    }

    /** Gives the media threads; once, before anything else. They need this object to be made, so it comes first. */
    public void attach(List<ShardMailbox> mailboxes) {
        if (mailboxes.isEmpty() || !shards.isEmpty()) {
            throw new IllegalStateException("media threads are given once, and there is at least one");
        }
        shards = List.copyOf(mailboxes);
    }

    /** Leases and binds a port for each leg and makes the stream known. */
    public synchronized RegisterResult registerStream(StreamId id, Set<MediaKind> legs) {
        if (streams.containsKey(id)) {
            return new RegisterResult.AlreadyRegistered();
        }
        var sockets = new EnumMap<MediaKind, LegSocket>(MediaKind.class);
        for (MediaKind kind : legs) {
            Optional<LegSocket> socket = bindLeg();
            if (socket.isEmpty()) {
                if (ports.available() > 0) {
                    // An empty pool is said and refused (D16); ports that are free and cannot be bound are a failure.
                    observer.on(new EgressEvent.LegFailed(
                            id, kind, LegFailure.SOCKET, "other programs have all UDP ports that are left"));
                }
                sockets.values().forEach(this::releaseLeg);
                return new RegisterResult.NoPorts(legs.size(), ports.available());
            }
            sockets.put(kind, socket.get());
        }
        var portOf = new EnumMap<MediaKind, Integer>(MediaKind.class);
        var ssrcs = new EnumMap<MediaKind, Integer>(MediaKind.class);
        var timestamps = new EnumMap<MediaKind, Integer>(MediaKind.class);
        sockets.forEach((kind, socket) -> {
            portOf.put(kind, socket.port());
            ssrcs.put(kind, random.nextInt());
            timestamps.put(kind, random.nextInt());
        });
        var stream = new LiveStream(
                id,
                portOf,
                ssrcs,
                timestamps,
                options.legTimeout().toNanos(),
                clock.nanos(),
                Math.floorDiv(clock.unixNanos(), 1_000_000_000L));
        ShardMailbox shard = shards.get(Math.floorMod(nextShard++, shards.size()));
        streams.put(id, new Placed(stream, shard));
        observer.on(new EgressEvent.StreamRegistered(id, portOf.keySet()));
        shard.post(new ShardCommand.AddStream(stream, List.copyOf(sockets.values())));
        return new RegisterResult.Registered(portOf);
    }

    /** Ends a stream: its viewers, its sockets, its ports. One that is not there is no error. */
    public void removeStream(StreamId id) {
        detachStream(id).close();
    }

    /**
     * Ends a stream like {@link #removeStream}, but keeps its ports from others until the lease is closed: for the time that
     * FFmpeg takes to stop.
     */
    public synchronized PortLease detachStream(StreamId id) {
        Placed placed = streams.remove(id);
        if (placed == null) {
            return new PortLease(ports, List.of());
        }
        shards.forEach(shard -> shard.post(new ShardCommand.RemoveStream(id)));
        sessions.of(id).forEach(session -> ended(session.id(), SessionEnd.STREAM_ENDED, "the stream was stopped"));
        observer.on(new EgressEvent.StreamRemoved(id));
        return new PortLease(
                ports, placed.stream().legs().stream().map(leg -> leg.port()).toList());
    }

    /**
     * Lets no viewer in until {@link #planLegs}: the stream is known, but what its legs carry is not decided yet.
     *
     * @param why one line for whoever asks
     */
    public void holdStream(StreamId id, String why) {
        tell(id, new ShardCommand.HoldStream(id, why));
    }

    /**
     * Says which of the registered legs the process feeds. Viewers are offered only those; nobody waits for the others, which
     * keep their ports until the stream is removed, as a later plan may need them.
     */
    public void planLegs(StreamId id, Set<MediaKind> fed) {
        tell(id, new ShardCommand.PlanLegs(id, fed));
    }

    /**
     * Says that the stream's process waits for somebody who sends to it.
     *
     * @param what one line for whoever asks why the stream is not live; empty when it waits for nobody any more
     */
    public void awaitSender(StreamId id, String what) {
        tell(id, new ShardCommand.AwaitSender(id, what));
    }

    /** Media is expected from the stream's process from now on, or no longer. */
    public void expectMedia(StreamId id, boolean expected) {
        tell(id, new ShardCommand.ExpectMedia(id, expected));
    }

    /** The stream's process got further in its input. */
    public void inputProgressed(StreamId id) {
        tell(id, new ShardCommand.InputProgressed(id));
    }

    /** FFmpeg ended although it was ordered to run. Until {@link #processRuns} this is why the stream is not live. */
    public void processEnded(StreamId id, RunEnd end) {
        Placed placed = streams.get(id);
        if (placed != null) {
            OptionalLong next = end.nextRun()
                    .map(left -> OptionalLong.of(clock.nanos() + left.toNanos()))
                    .orElseGet(OptionalLong::empty);
            placed.stream().setBack(new Setback(end.why(), next));
            placed.shard().post(new ShardCommand.ProcessEnded(id, end.why()));
        }
    }

    /** FFmpeg knows what is in its input, or has its outputs open. */
    public void processRuns(StreamId id) {
        Placed placed = streams.get(id);
        if (placed != null) {
            placed.stream().recover();
        }
    }

    /** The session description that FFmpeg printed for its legs; text that is none is ignored. */
    public void describeLegs(StreamId id, String sdp) {
        Placed placed = streams.get(id);
        if (placed == null) {
            return;
        }
        var legs = new HashMap<Integer, MediaKind>();
        placed.stream().legs().forEach(leg -> legs.put(leg.port(), leg.kind()));
        LegDescriptions.read(id, legs, sdp).forEach(command -> tell(id, command));
    }

    @Override
    public SubscribeResult subscribe(StreamId id, String offer) {
        Placed placed = streams.get(id);
        if (placed == null) {
            return new SubscribeResult.UnknownStream();
        }
        if (draining) {
            return new SubscribeResult.Draining();
        }
        StreamStatus status = placed.stream().status();
        if (!status.live()) {
            return new SubscribeResult.NotLive(placed.stream().whyNotLive(status, clock.nanos()), 1);
        }
        Optional<LocalTransport> transport = factory.transport();
        if (transport.isEmpty()) {
            return new SubscribeResult.NoCandidate();
        }
        return switch (factory.negotiate(placed.stream(), status, transport.get(), offer)) {
            case NegotiationResult.Accepted accepted -> admit(placed, status, transport.get(), accepted);
            case NegotiationResult.CodecMismatch(Set<MediaKind> kinds, String why) -> {
                kinds.forEach(kind -> observer.on(new EgressEvent.CodecMismatched(id, kind)));
                yield new SubscribeResult.CodecMismatch(kinds, why);
            }
            case NegotiationResult.Malformed(int line, String why) -> new SubscribeResult.Malformed(line, why);
            case NegotiationResult.Unservable(String why) -> new SubscribeResult.Unservable(why);
        };
    }

    @Override
    public PatchResult patch(StreamId id, SessionId sessionId, PatchRequest request) {
        if (!streams.containsKey(id)) {
            return new PatchResult.UnknownStream();
        }
        Optional<WhepSession> session =
                sessions.find(sessionId).filter(found -> found.stream().equals(id));
        if (session.isEmpty()) {
            return new PatchResult.UnknownSession();
        }
        IceCredentials fresh = IceCredentials.generate(random);
        // Checks with the new name may come as soon as the viewer has the answer.
        sessions.addUfrag(fresh.ufrag(), session.get());
        PatchResult result = session.get().patch(request, options.strictEtag(), fresh, options.candidates());
        if (!(result instanceof PatchResult.Restarted)) {
            sessions.removeUfrag(fresh.ufrag(), session.get());
        }
        return result;
    }

    @Override
    public UnsubscribeResult unsubscribe(StreamId id, SessionId sessionId) {
        Optional<WhepSession> session =
                sessions.find(sessionId).filter(found -> found.stream().equals(id));
        if (session.isEmpty()) {
            return new UnsubscribeResult.NothingToEnd();
        }
        // A player that is told goodbye may answer with a DELETE before the media thread has reported the end.
        end(session.get(), draining ? SessionEnd.SERVER_STOPPED : SessionEnd.DELETED);
        return new UnsubscribeResult.Ended();
    }

    @Override
    public UnsubscribeResult expel(StreamId id, String publicPart) {
        List<WhepSession> named = sessions.of(id).stream()
                .filter(session -> session.id().publicPart().equals(publicPart))
                .toList();
        named.forEach(session -> end(session, SessionEnd.ADMIN));
        return named.isEmpty() ? new UnsubscribeResult.NothingToEnd() : new UnsubscribeResult.Ended();
    }

    private void end(WhepSession session, SessionEnd reason) {
        session.shard().post(new ShardCommand.RemoveViewer(session.id(), reason));
        ended(session.id(), reason, "");
    }

    @Override
    public boolean isRegistered(StreamId stream) {
        return streams.containsKey(stream);
    }

    @Override
    public EgressSnapshot snapshot() {
        long now = clock.nanos();
        var all = new ArrayList<StreamSnapshot>();
        for (Placed placed : streams.values()) {
            StreamId id = placed.stream().id();
            StreamStatus status = placed.stream().status();
            all.add(new StreamSnapshot(
                    id,
                    status.live(),
                    placed.stream().whyNotLive(status, now),
                    placed.stream().createdAtEpochSeconds(),
                    status.legs(),
                    admission.taken(id),
                    admission.limit(CapScope.STREAM),
                    sessions.of(id).stream()
                            .map(session -> snapshot(session, now))
                            .toList(),
                    placed.stream().traffic()));
        }
        all.sort((a, b) -> a.id().value().compareTo(b.id().value()));
        return new EgressSnapshot(
                all,
                admission.taken(),
                admission.limit(CapScope.GLOBAL),
                admission.limit(CapScope.STREAM),
                ports.inUse(),
                ports.available(),
                draining);
    }

    /** What came in on the legs of a stream, as published last; nothing for a stream that is not there. */
    public List<LegSnapshot> received(StreamId id) {
        Placed placed = streams.get(id);
        return placed == null ? List.of() : placed.stream().status().legs();
    }

    /** Takes no new viewers and ends those that are there. */
    public void drain() {
        draining = true;
        shards.forEach(shard -> shard.post(new ShardCommand.Stop()));
    }

    /**
     * Leaves a datagram that came in on the public port with the media thread of its viewer.
     *
     * @param bytes stay the caller's
     * @return false for a stranger's, of which no trace stays
     */
    public boolean datagram(byte[] bytes, int length, CandidatePair over) {
        Optional<WhepSession> owner = sessions.route(bytes, 0, length, over);
        if (owner.isEmpty()) {
            return false;
        }
        ShardMailbox shard = owner.get().shard();
        var command = new ShardCommand.Datagram(Arrays.copyOf(bytes, length), over, clock.nanos());
        if (owner.get().viewer().canWait(bytes, length)) {
            shard.leave(command);
        } else {
            shard.post(command);
        }
        return true;
    }

    @Override
    public void bound(CandidatePair pair, Viewer viewer) {
        sessions.bind(pair, viewer.session());
    }

    @Override
    public void released(CandidatePair pair, Viewer viewer) {
        sessions.release(pair, viewer.session());
    }

    @Override
    public void ended(SessionId id, SessionEnd reason, String detail) {
        sessions.remove(id).ifPresent(session -> {
            admission.release(session.stream());
            placement.release(session.stream(), session.shard());
            Duration lasted = Duration.ofNanos(clock.nanos() - session.viewer().answeredNanos());
            observer.on(new EgressEvent.SessionEnded(session.stream(), id, reason, detail, lasted));
        });
    }

    /** Entries kept for sessions and addresses; for tests that nothing stays. */
    public int footprint() {
        return sessions.size();
    }

    private SubscribeResult admit(
            Placed placed, StreamStatus status, LocalTransport transport, NegotiationResult.Accepted accepted) {
        StreamId id = placed.stream().id();
        Optional<CapScope> full = admission.reserve(id);
        if (full.isPresent()) {
            int limit = admission.limit(full.get());
            observer.on(new EgressEvent.CapRejected(id, full.get(), limit));
            return new SubscribeResult.CapReached(full.get(), limit);
        }
        ShardMailbox shard = placement.take(id, placed.shard(), shards);
        WhepSession session = factory.session(placed.stream(), status, shard, transport, accepted, clock.nanos());
        sessions.add(session);
        observer.on(new EgressEvent.SessionStarted(id, session.id()));
        shard.post(new ShardCommand.AddViewer(session.viewer(), placed.stream(), placed.shard()));
        if (!placed.equals(streams.get(id))) {
            // Removed at the same moment: its end may have been there before the viewer, and the place must not wait.
            shard.post(new ShardCommand.RemoveViewer(session.id(), SessionEnd.STREAM_ENDED));
            ended(session.id(), SessionEnd.STREAM_ENDED, "the stream was stopped");
            return new SubscribeResult.UnknownStream();
        }
        return new SubscribeResult.Accepted(session.id(), accepted.answer(), session.etag());
    }

    private Optional<LegSocket> bindLeg() {
        var busy = new ArrayList<Integer>();
        try {
            for (OptionalInt port = ports.lease(); port.isPresent(); port = ports.lease()) {
                Optional<LegSocket> socket = binder.bind(port.getAsInt());
                if (socket.isPresent()) {
                    return socket;
                }
                // Another program has it: stays leased until this search is over, so it is not tried twice.
                busy.add(port.getAsInt());
            }
            return Optional.empty();
        } finally {
            busy.forEach(ports::release);
        }
    }

    private void releaseLeg(LegSocket socket) {
        socket.close();
        ports.release(socket.port());
    }

    private void tell(StreamId id, ShardCommand command) {
        Placed placed = streams.get(id);
        if (placed != null) {
            placed.shard().post(command);
        }
    }

    private PeerSnapshot snapshot(WhepSession session, long nowNanos) {
        ViewerReport report = session.viewer().report();
        return new PeerSnapshot(
                session.id(),
                report.state(),
                (nowNanos - session.viewer().answeredNanos()) / 1e9,
                report.addressFamily(),
                report.srtpProfile(),
                report.packetsSent(),
                report.bytesSent(),
                report.lossFraction(),
                report.jitterSeconds(),
                report.roundTripSeconds(),
                report.stalled(),
                session.viewer().kinds());
    }
}
