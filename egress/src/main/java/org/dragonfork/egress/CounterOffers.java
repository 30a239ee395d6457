package org.dragonfork.egress;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.session.Admission;
import org.dragonfork.egress.session.PatchRequest;
import org.dragonfork.egress.session.PatchResult;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.sdp.AnswerResult;
import org.dragonfork.webrtc.sdp.CounterOffer;
import org.dragonfork.webrtc.sdp.LocalTransport;
import org.dragonfork.webrtc.sdp.SdpFragmentReader;
import org.dragonfork.webrtc.sdp.SdpSyntaxException;

/**
 * Counter-offers that wait for their answer (WHEP section 4.3.2). Each holds a place of the stream and nothing else: no
 * peer, no media thread, no timer. Those that are too old are ended by whoever looks next. Safe for use from any thread.
 */
final class CounterOffers {
    /** What the draft says where nothing else is said. */
    static final Duration LIFE = Duration.ofSeconds(30);

    private final Admission admission;
    private final EgressObserver observer;
    private final ConcurrentMap<SessionId, Open> open = new ConcurrentHashMap<>();

    /**
     * One that waits.
     *
     * @param transport what it says of this side
     * @param endsNanos when it is void
     */
    record Open(SessionId id, StreamId stream, LocalTransport transport, CounterOffer offer, long endsNanos) {
        /**
         * Candidates that come before the answer: a lite agent learns addresses from checks, so nothing is kept (RFC
         * 8445 section 7.3).
         */
        PatchResult trickle(PatchRequest request) {
            try {
                for (String mid : SdpFragmentReader.read(request.body()).mids()) {
                    if (!offer.mids().contains(mid)) {
                        return new PatchResult.Malformed("the counter-offer has no m-line with mid " + mid);
                    }
                }
            } catch (SdpSyntaxException e) {
                return new PatchResult.Malformed("line " + e.line() + ": " + e.why());
            }
            return isMeant(request) ? new PatchResult.Trickled() : new PatchResult.StaleEtag();
        }

        /** Whether If-Match, where there is one, names the ICE session of the counter-offer. */
        boolean isMeant(PatchRequest request) {
            return request.ifMatch()
                    .map(String::trim)
                    .map(value -> value.equals("*") || value.equals(WhepSession.FIRST_ETAG))
                    .orElse(true);
        }

        /** Whether the stream still is what was offered; a leg that is silent now may come again as it was. */
        boolean fits(List<Codec> now) {
            return now.stream()
                    .allMatch(codec -> offer.codecs().stream()
                            .filter(offered -> offered.kind() == codec.kind())
                            .allMatch(offered -> offered.encodingName().equals(codec.encodingName())));
        }
    }

    CounterOffers(Admission admission, EgressObserver observer) {
        this.admission = admission;
        this.observer = observer;
    }

    /**
     * Takes a place for a counter-offer. Players that do not know them leave theirs until its end and may come again every
     * other second, so of one stream they never take more than half of the places.
     */
    Optional<Open> add(SessionId id, StreamId stream, LocalTransport transport, CounterOffer offer, long nowNanos) {
        expire(nowNanos);
        long waiting = open.values().stream()
                .filter(each -> each.stream().equals(stream))
                .count();
        if (waiting >= Math.max(1, admission.limit(CapScope.STREAM) / 2)
                || admission.reserve(stream).isPresent()) {
            return Optional.empty();
        }
        var added = new Open(id, stream, transport, offer, nowNanos + LIFE.toNanos());
        open.put(id, added);
        observer.on(new EgressEvent.CounterOffered(stream, id));
        return Optional.of(added);
    }

    /** The one of this id, if it still waits. */
    Optional<Open> find(StreamId stream, SessionId id, long nowNanos) {
        expire(nowNanos);
        return Optional.ofNullable(open.get(id)).filter(each -> each.stream().equals(stream));
    }

    /**
     * Takes the answer of the player. One that is not right leaves the counter-offer open (WHEP section 4.3.2).
     *
     * @param now what the stream has
     * @param start makes the session that was agreed; false when there is no stream any more
     */
    PatchResult answer(Open waiting, PatchRequest request, List<Codec> now, Predicate<Agreement> start) {
        if (!waiting.isMeant(request)) {
            return new PatchResult.StaleEtag();
        }
        return switch (waiting.offer().take(request.body())) {
            case AnswerResult.Malformed(int line, String why) -> new PatchResult.Malformed("line " + line + ": " + why);
            case AnswerResult.Unservable(String why) -> new PatchResult.Unservable(why);
            case AnswerResult.Accepted(var remote, var tracks, var role) -> {
                if (!waiting.fits(now)) {
                    drop(waiting);
                    yield new PatchResult.Unservable("the stream has another codec by now; make a new offer");
                }
                if (!take(waiting)) {
                    // Another answer was faster, or the end.
                    yield new PatchResult.NothingToAnswer();
                }
                var agreed = new Agreement(
                        waiting.id(),
                        waiting.transport(),
                        remote,
                        tracks,
                        waiting.offer().codecs(),
                        role);
                yield start.test(agreed) ? new PatchResult.Answered() : new PatchResult.UnknownStream();
            }
        };
    }

    /** Ends the waiting; the one caller that is told so has the place now. */
    boolean take(Open waiting) {
        return open.remove(waiting.id()) != null;
    }

    /** Ends the waiting, and the place is free; false when it had ended. */
    boolean drop(Open waiting) {
        boolean taken = take(waiting);
        if (taken) {
            admission.release(waiting.stream());
            observer.on(new EgressEvent.CounterOfferLapsed(waiting.stream(), waiting.id()));
        }
        return taken;
    }

    /** Drops those that are too old. */
    void expire(long nowNanos) {
        dropIf(each -> nowNanos - each.endsNanos() >= 0);
    }

    /** Drops those of a stream. */
    void dropAll(StreamId stream) {
        dropIf(each -> each.stream().equals(stream));
    }

    /** Drops all. */
    void dropAll() {
        dropIf(_ -> true);
    }

    int size() {
        return open.size();
    }

    private void dropIf(Predicate<Open> condition) {
        open.values().stream().filter(condition).toList().forEach(this::drop);
    }
}
