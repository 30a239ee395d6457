package org.dragonfork.server.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.dragonfork.egress.OfferCheck;
import org.dragonfork.egress.WhepService;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.StreamTraffic;
import org.dragonfork.egress.session.PatchRequest;
import org.dragonfork.egress.session.PatchResult;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.egress.session.UnsubscribeResult;

/**
 * The service with streams that are there although nothing of them runs: who wants to watch one has it started and waits
 * (decision D8, 504).
 */
public final class OnDemandWhep implements WhepService {
    /** It goes on starting, so it is live soon or never. */
    private static final int LATE_RETRY_SECONDS = 2;

    /** Each try starts an FFmpeg. */
    private static final int REFUSED_RETRY_SECONDS = 5;

    private final WhepService service;
    private final OnDemandSources sources;
    private final Function<StreamId, String> lastLine;

    /** @param lastLine what the process of a stream said last, without passwords; empty for nothing */
    public OnDemandWhep(WhepService service, OnDemandSources sources, Function<StreamId, String> lastLine) {
        this.service = service;
        this.sources = sources;
        this.lastLine = lastLine;
    }

    @Override
    public SubscribeResult subscribe(StreamId stream, String offer, boolean counter) {
        SubscribeResult first = service.subscribe(stream, offer, counter);
        boolean waits = first instanceof SubscribeResult.UnknownStream || first instanceof SubscribeResult.NotLive;
        if (!waits || !sources.isArmed(stream)) {
            return first;
        }
        // Whatever is no offer starts no camera.
        return OfferCheck.refusal(offer).orElseGet(() -> switch (sources.await(stream)) {
            case DemandOutcome.Live() -> service.subscribe(stream, offer, counter);
            case DemandOutcome.Late late ->
                new SubscribeResult.SourceTimeout(
                        "it was not live within " + late.after().toSeconds() + " s: " + why(stream),
                        LATE_RETRY_SECONDS);
            case DemandOutcome.Refused(String why) -> new SubscribeResult.SourceTimeout(why, REFUSED_RETRY_SECONDS);
            case DemandOutcome.Crowded(int most) ->
                new SubscribeResult.NotLive(
                        "it is being started, and " + most + " requests wait already", LATE_RETRY_SECONDS);
            case DemandOutcome.Gone() -> new SubscribeResult.UnknownStream();
            case DemandOutcome.Closing() -> new SubscribeResult.Draining();
        });
    }

    private String why(StreamId stream) {
        String reason = service.snapshot().stream(stream)
                .map(StreamSnapshot::notLiveReason)
                .orElse("");
        String said = lastLine.apply(stream);
        String known = reason.isEmpty() ? "FFmpeg is being started" : reason;
        return said.isEmpty() || known.contains(said) ? known : known + "; FFmpeg says: " + said;
    }

    @Override
    public PatchResult patch(StreamId stream, SessionId session, PatchRequest request) {
        return service.patch(stream, session, request);
    }

    @Override
    public PatchResult answer(StreamId stream, SessionId session, PatchRequest request) {
        return service.answer(stream, session, request);
    }

    @Override
    public boolean awaitsAnswer(StreamId stream, SessionId session) {
        return service.awaitsAnswer(stream, session);
    }

    @Override
    public UnsubscribeResult unsubscribe(StreamId stream, SessionId session) {
        return service.unsubscribe(stream, session);
    }

    @Override
    public UnsubscribeResult expel(StreamId stream, String session) {
        return service.expel(stream, session);
    }

    @Override
    public boolean isRegistered(StreamId stream) {
        return service.isRegistered(stream) || sources.isArmed(stream);
    }

    @Override
    public EgressSnapshot snapshot() {
        EgressSnapshot now = service.snapshot();
        List<StreamSnapshot> more = sources.armed().stream()
                .filter(source -> now.stream(source.id()).isEmpty())
                .map(source -> sleeping(source, now.maxPeersPerStream()))
                .toList();
        if (more.isEmpty()) {
            return now;
        }
        List<StreamSnapshot> all = new ArrayList<>(now.streams());
        all.addAll(more);
        all.sort(Comparator.comparing(stream -> stream.id().value()));
        return new EgressSnapshot(
                all,
                now.peers(),
                now.maxPeers(),
                now.maxPeersPerStream(),
                now.portsInUse(),
                now.portsAvailable(),
                now.draining());
    }

    private static StreamSnapshot sleeping(DemandedSource source, int maxViewers) {
        boolean asleep = source.isAsleep();
        return new StreamSnapshot(
                source.id(),
                false,
                asleep ? OnDemandRunner.SLEEPS : "it is being started",
                source.sinceEpochSeconds(),
                List.of(),
                0,
                maxViewers,
                List.of(),
                StreamTraffic.NONE,
                asleep);
    }
}
