package org.dragonfork.egress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.dragonfork.webrtc.dtls.DtlsRole;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.sdp.CounterOffer;
import org.dragonfork.webrtc.sdp.LocalTransport;
import org.dragonfork.webrtc.sdp.NegotiationResult;
import org.dragonfork.webrtc.srtp.Aead;

/**
 * The service: streams are registered here, viewers subscribe here, and the media threads are told what to do from here.
 * Safe for use from any thread. It never waits for a media thread.
 */
public final class Egress implements WhepService, ViewerRegistry {
    private final EgressOptions options;
    private final LegSockets legSockets;
    private final EgressObserver observer;
    private final EgressClock clock;
    private final RandomGenerator random;
    private final ViewerFactory factory;
    private final Admission admission;
    private final PortPool ports;
    private final CounterOffers counters;
    private final SessionTable sessions = new SessionTable();
    private final Placement placement = new Placement();
    private final ConcurrentMap<StreamId, Placed> streams = new ConcurrentHashMap<>();
    private List<ShardMailbox> shards = List.of();
    private int nextShard;
    private volatile boolean draining;

    /** A stream and the media thread that has it. */
    private record Placed(LiveStream stream, ShardMailbox shard) {}

    /**
     * Media of viewers that agree on a profile of GCM is protected by the JDK's cipher.
     *
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
        this.observer = observer;
        this.clock = clock;
        this.random = random;
        this.factory = new ViewerFactory(options, dtls, random, aeads);
        this.admission = new Admission(options.maxViewersPerStream(), options.maxViewers());
        this.counters = new CounterOffers(admission, observer);
        this.ports = new PortPool(options.firstPort(), options.lastPort());
        this.legSockets = new LegSockets(ports, binder);
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
        Optional<Map<MediaKind, LegSocket>> bound = legSockets.bind(
                legs,
                kind -> observer.on(new EgressEvent.LegFailed(
                        id, kind, LegFailure.SOCKET, "other programs have all UDP ports that are left")));
        if (bound.isEmpty()) {
            return new RegisterResult.NoPorts(legs.size(), ports.available());
        }
        Map<MediaKind, LegSocket> sockets = bound.get();
        var portOf = new EnumMap<MediaKind, Integer>(MediaKind.class);
        sockets.forEach((kind, socket) -> portOf.put(kind, socket.port()));
        LiveStream stream = factory.stream(id, portOf, clock);
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
        counters.dropAll(id);
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
        LegDescriptions.read(placed.stream(), sdp).forEach(command -> tell(id, command));
    }

    @Override
    public SubscribeResult subscribe(StreamId id, String offer, boolean counter) {
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
            case NegotiationResult.Accepted(String answer, var remote, var tracks) ->
                admit(
                        placed,
                        answer,
                        new Agreement(
                                SessionId.generate(random),
                                transport.get(),
                                remote,
                                tracks,
                                status.codecs(),
                                DtlsRole.SERVER));
            case NegotiationResult.CodecMismatch(Set<MediaKind> kinds, String why) -> {
                kinds.forEach(kind -> observer.on(new EgressEvent.CodecMismatched(id, kind)));
                var mismatch = new SubscribeResult.CodecMismatch(kinds, why);
                yield counter ? counterOffer(placed, status, transport.get(), mismatch) : mismatch;
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
        Optional<CounterOffers.Open> waiting = counters.find(id, sessionId, clock.nanos());
        if (waiting.isPresent()) {
            return waiting.get().trickle(request);
        }
        Optional<WhepSession> session = session(id, sessionId);
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
    public PatchResult answer(StreamId id, SessionId sessionId, PatchRequest request) {
        Placed placed = streams.get(id);
        if (placed == null) {
            return new PatchResult.UnknownStream();
        }
        Optional<CounterOffers.Open> found = counters.find(id, sessionId, clock.nanos());
        if (found.isEmpty()) {
            return session(id, sessionId).isPresent()
                    ? new PatchResult.NothingToAnswer()
                    : new PatchResult.UnknownSession();
        }
        return counters.answer(
                found.get(),
                request,
                placed.stream().status().codecs(),
                agreed -> start(placed, agreed).isPresent());
    }

    @Override
    public boolean awaitsAnswer(StreamId id, SessionId session) {
        return counters.find(id, session, clock.nanos()).isPresent();
    }

    private Optional<WhepSession> session(StreamId id, SessionId sessionId) {
        return sessions.find(sessionId).filter(found -> found.stream().equals(id));
    }

    @Override
    public UnsubscribeResult unsubscribe(StreamId id, SessionId sessionId) {
        Optional<CounterOffers.Open> waiting = counters.find(id, sessionId, clock.nanos());
        if (waiting.isPresent() && counters.drop(waiting.get())) {
            return new UnsubscribeResult.Ended();
        }
        Optional<WhepSession> session = session(id, sessionId);
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
        counters.expire(now);
        var all = new ArrayList<StreamSnapshot>();
        for (Placed placed : streams.values()) {
            StreamId id = placed.stream().id();
            all.add(placed.stream()
                    .snapshot(now, admission.taken(id), admission.limit(CapScope.STREAM), sessions.snapshots(id, now)));
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
        counters.dropAll();
        shards.forEach(shard -> shard.post(new ShardCommand.Stop()));
    }

    /**
     * Leaves a datagram that came in on the public port with the media thread of its viewer.
     *
     * @param bytes stay the caller's
     * @return false for a stranger's, of which no trace stays
     */
    public boolean datagram(byte[] bytes, int length, CandidatePair over) {
        return sessions.deliver(bytes, length, over, clock.nanos());
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
        return sessions.size() + counters.size();
    }

    private SubscribeResult admit(Placed placed, String answer, Agreement agreed) {
        StreamId id = placed.stream().id();
        counters.expire(clock.nanos());
        Optional<CapScope> full = admission.reserve(id);
        if (full.isPresent()) {
            int limit = admission.limit(full.get());
            observer.on(new EgressEvent.CapRejected(id, full.get(), limit));
            return new SubscribeResult.CapReached(full.get(), limit);
        }
        Optional<WhepSession> session = start(placed, agreed);
        return session.isPresent()
                ? new SubscribeResult.Accepted(
                        agreed.session(), answer, session.get().etag())
                : new SubscribeResult.UnknownStream();
    }

    /** Makes a viewer for which a place is taken; nothing when the stream is gone, and the place is free then. */
    private Optional<WhepSession> start(Placed placed, Agreement agreed) {
        StreamId id = placed.stream().id();
        ShardMailbox shard = placement.take(id, placed.shard(), shards);
        WhepSession session = factory.session(id, shard, agreed, clock.nanos());
        sessions.add(session);
        observer.on(new EgressEvent.SessionStarted(id, session.id()));
        shard.post(new ShardCommand.AddViewer(session.viewer(), placed.stream(), placed.shard()));
        if (!placed.equals(streams.get(id))) {
            // Removed at the same moment: its end may have been there before the viewer, and the place must not wait.
            shard.post(new ShardCommand.RemoveViewer(session.id(), SessionEnd.STREAM_ENDED));
            ended(session.id(), SessionEnd.STREAM_ENDED, "the stream was stopped");
            return Optional.empty();
        }
        return Optional.of(session);
    }

    private SubscribeResult counterOffer(
            Placed placed, StreamStatus status, LocalTransport transport, SubscribeResult.CodecMismatch mismatch) {
        StreamId stream = placed.stream().id();
        SessionId id = SessionId.generate(random);
        CounterOffer offer = factory.offer(placed.stream(), status, transport);
        Optional<CounterOffers.Open> open = counters.add(id, stream, transport, offer, clock.nanos());
        if (open.isEmpty()) {
            return mismatch;
        }
        if (draining || !placed.equals(streams.get(stream))) {
            counters.drop(open.get());
            return mismatch;
        }
        long until = Math.floorDiv(clock.unixNanos() + CounterOffers.LIFE.toNanos(), 1_000_000_000L);
        return new SubscribeResult.CounterOffered(id, offer.sdp(), WhepSession.FIRST_ETAG, until, mismatch);
    }

    private void tell(StreamId id, ShardCommand command) {
        Placed placed = streams.get(id);
        if (placed != null) {
            placed.shard().post(command);
        }
    }
}
