package org.dragonfork.server.http;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dragonfork.egress.WhepService;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.StreamTraffic;
import org.dragonfork.egress.session.PatchRequest;
import org.dragonfork.egress.session.PatchResult;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.egress.session.UnsubscribeResult;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * A service that answers what the test says and remembers what it was asked. Registered are {@code cam1} and {@link
 * #COLONS}, no other stream.
 */
public final class FakeWhep implements WhepService {
    public static final String COLONS = "restreamer-ui:ingest:6c2f";
    static final String SESSION_ID = "0123456789abcdef0123456789abcdef";
    static final SessionId SESSION = new SessionId(SESSION_ID);
    static final String ANSWER = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n";
    static final String ETAG = "\"ice-1\"";

    final List<String> calls = new CopyOnWriteArrayList<>();
    volatile Function<String, SubscribeResult> onSubscribe = offer -> accepted(ANSWER);
    volatile Supplier<PatchResult> onPatch = PatchResult.Trickled::new;
    volatile Supplier<PatchResult> onAnswer = PatchResult.NothingToAnswer::new;
    volatile boolean counterOfferOpen;
    volatile Supplier<UnsubscribeResult> onUnsubscribe = UnsubscribeResult.Ended::new;
    private volatile List<StreamSnapshot> streams = List.of(live("cam1"), idle(COLONS));

    /** Sets what POST gives from now on. */
    public void subscribeGives(SubscribeResult result) {
        onSubscribe = offer -> result;
    }

    /** Sets what POST gives from now on, made from the offer. */
    public void subscribeAnswers(Function<String, SubscribeResult> answer) {
        onSubscribe = answer;
    }

    /** Everything asked so far, one line each. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** A session with this answer. */
    public static SubscribeResult accepted(String answer) {
        return new SubscribeResult.Accepted(SESSION, answer, ETAG);
    }

    /** Sets the streams there are. */
    public void streamsAre(StreamSnapshot... now) {
        streams = List.of(now);
    }

    @Override
    public SubscribeResult subscribe(StreamId stream, String offer, boolean counter) {
        calls.add("subscribe " + stream + " " + offer.length());
        SubscribeResult result = known(stream) ? onSubscribe.apply(offer) : new SubscribeResult.UnknownStream();
        return result instanceof SubscribeResult.CounterOffered offered && !counter ? offered.mismatch() : result;
    }

    @Override
    public PatchResult answer(StreamId stream, SessionId session, PatchRequest request) {
        calls.add("answer " + stream + " " + session.value() + " "
                + request.body().length());
        if (!known(stream)) {
            return new PatchResult.UnknownStream();
        }
        return session.equals(SESSION) ? onAnswer.get() : new PatchResult.UnknownSession();
    }

    @Override
    public boolean awaitsAnswer(StreamId stream, SessionId session) {
        return counterOfferOpen && known(stream) && session.equals(SESSION);
    }

    @Override
    public PatchResult patch(StreamId stream, SessionId session, PatchRequest request) {
        calls.add("patch " + stream + " " + session.value() + " "
                + request.ifMatch().orElse("-"));
        if (!known(stream)) {
            return new PatchResult.UnknownStream();
        }
        return session.equals(SESSION) ? onPatch.get() : new PatchResult.UnknownSession();
    }

    @Override
    public UnsubscribeResult unsubscribe(StreamId stream, SessionId session) {
        calls.add("unsubscribe " + stream + " " + session.value());
        return session.equals(SESSION) ? onUnsubscribe.get() : new UnsubscribeResult.NothingToEnd();
    }

    @Override
    public UnsubscribeResult expel(StreamId stream, String session) {
        calls.add("expel " + stream + " " + session);
        return known(stream) && SESSION.publicPart().equals(session)
                ? new UnsubscribeResult.Ended()
                : new UnsubscribeResult.NothingToEnd();
    }

    @Override
    public boolean isRegistered(StreamId stream) {
        return snapshot().stream(stream).isPresent();
    }

    @Override
    public EgressSnapshot snapshot() {
        return new EgressSnapshot(streams, 1, 100, 8, 2, 198, false);
    }

    private boolean known(StreamId stream) {
        return streams.stream().anyMatch(s -> s.id().equals(stream));
    }

    /** A stream with picture, sound and one viewer. */
    public static StreamSnapshot live(String id) {
        return new StreamSnapshot(
                new StreamId(id),
                true,
                "",
                1_777_777_777L,
                List.of(
                        new LegSnapshot(
                                MediaKind.VIDEO,
                                40_000,
                                "H264",
                                "42e01f",
                                1200,
                                1_400_000,
                                300,
                                0.01,
                                0,
                                OptionalDouble.empty(),
                                OptionalDouble.of(1_777_777_790),
                                30,
                                1_200_000),
                        new LegSnapshot(
                                MediaKind.AUDIO,
                                40_002,
                                "opus",
                                "",
                                500,
                                60_000,
                                0,
                                0.02,
                                0,
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                50,
                                64_000)),
                1,
                8,
                List.of(new PeerSnapshot(
                        SESSION,
                        "connected",
                        12.5,
                        "ipv4",
                        "AEAD_AES_128_GCM",
                        1700,
                        1_460_000,
                        0.01,
                        0.002,
                        0.034,
                        false,
                        Set.of(MediaKind.VIDEO, MediaKind.AUDIO))),
                StreamTraffic.NONE);
    }

    /** A stream into which nothing has come. */
    public static StreamSnapshot idle(String id) {
        return idle(id, "no packet has come from FFmpeg yet");
    }

    /** One into which nothing has come, and why. */
    public static StreamSnapshot idle(String id, String why) {
        return new StreamSnapshot(
                new StreamId(id),
                false,
                why,
                1_777_777_778L,
                List.of(new LegSnapshot(
                        MediaKind.VIDEO,
                        40_004,
                        "",
                        "",
                        0,
                        0,
                        0,
                        -1,
                        0,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        -1,
                        -1)),
                0,
                8,
                List.of(),
                StreamTraffic.NONE);
    }

    /** An offer without H.264. */
    public static SubscribeResult.CodecMismatch mismatch() {
        return new SubscribeResult.CodecMismatch(
                Set.of(MediaKind.VIDEO), "the stream has H264 42e01f, the offer VP8 only");
    }
}
