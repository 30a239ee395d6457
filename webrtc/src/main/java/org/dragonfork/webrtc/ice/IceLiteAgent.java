package org.dragonfork.webrtc.ice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.webrtc.stun.Fingerprint;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunAttribute.ErrorCode;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.dragonfork.webrtc.stun.StunReader;
import org.dragonfork.webrtc.stun.StunWriter;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of ICE for one viewer (RFC 8445, lite implementation): it answers checks and so learns where the
 * viewer is; it sends none, has one component and is always controlled.
 *
 * <p>Who does not know the password gets nothing: no response, no state. After each call the owner polls until there is
 * nothing left and asks for the deadline. All methods are called by the owner of the peer; {@code nowNanos} comes from
 * one monotonic clock, may wrap and never goes back. The decisions are in docs/protocol/ice.md.
 */
public final class IceLiteAgent {
    /** Most pairs of one viewer at a time: eight of our addresses times eight of its own; keeps replays bounded. */
    static final int MAX_PAIRS = 64;

    /** Most outputs that may wait when a datagram comes in; one datagram adds at most MAX_PAIRS + 3. */
    static final int MAX_WAITING_OUTPUTS = 64;

    /** Longest time between two consent checks: 5 s and 20 percent (RFC 7675 section 5.1). */
    static final long LONGEST_CHECK_INTERVAL_NANOS = 6_000_000_000L;

    /** A viewer of video reports once a second (RFC 3550 section 6.2); twice that without a word is a sign. */
    static final long SPEECHLESS_NANOS = 2_000_000_000L;

    private final IceTimeouts timeouts;
    private final ValidPairs pairs = new ValidPairs();
    private final Deque<IceOutput> outputs = new ArrayDeque<>();
    private final Map<IceRejection, Long> rejected = new EnumMap<>(IceRejection.class);
    private IceGeneration current;
    private @Nullable IceGeneration previous;
    private @Nullable CandidatePair selected;

    /** Whether the viewer has sent data over the selected pair. */
    private boolean spoken;

    private IceState state = IceState.CHECKING;

    /** The start while checking, the last sign of life once connected. */
    private long aliveNanos;

    public IceLiteAgent(IceCredentials local, IceCredentials remote, IceTimeouts timeouts, long nowNanos) {
        this.current = new IceGeneration(0, local, remote);
        this.timeouts = timeouts;
        this.aliveNanos = nowNanos;
    }

    /** Takes one datagram; never throws on any content. */
    public void handleStun(byte[] bytes, int offset, int length, CandidatePair over, long nowNanos) {
        if (state == IceState.EXPIRED) {
            reject(IceRejection.EXPIRED);
            return;
        }
        if (outputs.size() >= MAX_WAITING_OUTPUTS) {
            reject(IceRejection.FLOODED);
            return;
        }
        Optional<StunMessage> message = StunReader.read(bytes, offset, length);
        if (message.isEmpty()) {
            reject(IceRejection.MALFORMED);
            return;
        }
        StunMessage request = message.get();
        if (!request.isBinding(StunClass.REQUEST)) {
            reject(IceRejection.NOT_BINDING_REQUEST);
            return;
        }
        if (Fingerprint.check(bytes, offset, length) == Fingerprint.Verdict.WRONG) {
            reject(IceRejection.BAD_FINGERPRINT);
            return;
        }
        IceGeneration generation = generationOf(request);
        if (generation == null) {
            reject(IceRejection.UNKNOWN_USERNAME);
            return;
        }
        if (!generation.integrity().verify(bytes, offset, length)) {
            reject(IceRejection.BAD_INTEGRITY);
            return;
        }
        answer(request, generation, over, nowNanos);
    }

    /** The next thing to do, or nothing for now. */
    public Optional<IceOutput> poll() {
        return Optional.ofNullable(outputs.poll());
    }

    /** When to call {@link #handleTimeout} at the latest; {@link Long#MAX_VALUE} for never. Compare by difference. */
    public long deadlineNanos() {
        return state == IceState.EXPIRED ? Long.MAX_VALUE : aliveNanos + patienceNanos();
    }

    /** Lets time pass; may be called early or often. */
    public void handleTimeout(long nowNanos) {
        if (state == IceState.EXPIRED || nowNanos - aliveNanos < patienceNanos()) {
            return;
        }
        outputs.add(
                new IceOutput.Expired(state == IceState.CHECKING ? IceExpiry.NEVER_CONNECTED : IceExpiry.CONSENT_LOST));
        state = IceState.EXPIRED;
    }

    /**
     * Notes that the viewer sends data over a validated pair, which tells that the pair works in both directions: a viewer
     * sends over one that it got a response on. So data decides while nothing is nominated, and where everything is.
     *
     * @throws IllegalArgumentException when the pair is not validated
     */
    public void spoke(CandidatePair over) {
        if (state != IceState.CONNECTED || selected == null) {
            return;
        }
        if (!over.equals(selected)
                && (!pairs.isNominated(selected) || !serving().isRegular())) {
            select(over, pairs.generation(over));
        }
        spoken |= over.equals(selected);
    }

    /**
     * Notes data that is authenticated besides, such as SRTCP that verified: a sign of life of its pair, and the proof that
     * the viewer has moved when the selected one is silent.
     *
     * @throws IllegalArgumentException when the pair is not validated
     */
    public void heard(CandidatePair over, long nowNanos) {
        if (state != IceState.CONNECTED || selected == null) {
            return;
        }
        pairs.alive(over, nowNanos);
        if (isSilent(selected, SPEECHLESS_NANOS, nowNanos)) {
            select(over, pairs.generation(over));
        }
        spoke(over);
        if (over.equals(selected)) {
            aliveNanos = nowNanos;
        }
    }

    /**
     * Begins an ICE restart (RFC 8445 section 9). Checks with the old credentials stay good and the selected pair
     * stays until a pair is selected with the new ones; then the old credentials and the pairs known only by
     * them are forgotten. Counts as a sign of life of a connected viewer. Does nothing when expired.
     *
     * @throws IllegalArgumentException when the local ufrag is not a new one
     */
    public void restart(IceCredentials newLocal, IceCredentials newRemote, long nowNanos) {
        if (newLocal.ufrag().equals(current.local().ufrag())) {
            throw new IllegalArgumentException("a restart needs a new local ufrag (RFC 8445 section 9)");
        }
        if (state == IceState.EXPIRED) {
            return;
        }
        if (previous == null) {
            previous = current;
        } else {
            // A restart over a restart: the generation between the selected pair and the new one is of no use.
            int abandoned = current.number();
            forget(pairs.forget(generation -> generation == abandoned, selected));
        }
        current = new IceGeneration(current.number() + 1, newLocal, newRemote);
        if (state == IceState.CONNECTED) {
            aliveNanos = nowNanos;
        }
    }

    /** The newest credentials of this side. */
    public IceCredentials local() {
        return current.local();
    }

    /** The newest credentials of the viewer. */
    public IceCredentials remote() {
        return current.remote();
    }

    /** The credentials of this side from before a restart, as long as checks with them are still good. */
    public Optional<IceCredentials> previousLocal() {
        return Optional.ofNullable(previous).map(IceGeneration::local);
    }

    /** What everything but STUN is sent over. */
    public Optional<CandidatePair> selected() {
        return Optional.ofNullable(selected);
    }

    /** Whether an authenticated check came over this pair and it was not forgotten since. */
    public boolean isValidated(CandidatePair pair) {
        return pairs.contains(pair);
    }

    public IceState state() {
        return state;
    }

    /** How many datagrams were not accepted for this reason. */
    public long rejected(IceRejection reason) {
        return rejected.getOrDefault(reason, 0L);
    }

    private long patienceNanos() {
        return state == IceState.CHECKING ? timeouts.connectNanos() : timeouts.consentNanos();
    }

    private void reject(IceRejection reason) {
        rejected.merge(reason, 1L, Long::sum);
    }

    private @Nullable IceGeneration generationOf(StunMessage request) {
        Optional<StunAttribute.Username> username = request.attribute(StunAttribute.Username.class);
        if (username.isEmpty()) {
            return null;
        }
        String value = username.get().value();
        if (value.equals(current.username())) {
            return current;
        }
        return previous != null && value.equals(previous.username()) ? previous : null;
    }

    /** Everything below is authenticated. */
    private void answer(StunMessage request, IceGeneration generation, CandidatePair over, long nowNanos) {
        List<Integer> unknown = request.unknownRequired();
        if (!unknown.isEmpty()) {
            reject(IceRejection.UNKNOWN_ATTRIBUTE);
            var error = new ErrorCode(ErrorCode.UNKNOWN_ATTRIBUTE, "Unknown Attribute");
            var attributes = List.of(error, new StunAttribute.UnknownAttributes(unknown));
            respond(StunClass.ERROR, request, attributes, generation, over);
        } else if (request.has(StunAttribute.IceControlled.class)) {
            reject(IceRejection.ROLE_CONFLICT);
            var error = new ErrorCode(ErrorCode.ROLE_CONFLICT, "Role Conflict");
            respond(StunClass.ERROR, request, List.of(error), generation, over);
        } else {
            var mapped = new StunAttribute.XorMappedAddress(over.remote());
            respond(StunClass.SUCCESS, request, List.of(mapped), generation, over);
            accept(request, generation, over, nowNanos);
        }
    }

    /** The response leaves from where the check arrived, or the viewer drops it (RFC 8445 section 7.2.5.2.1). */
    private void respond(
            StunClass messageClass,
            StunMessage request,
            List<? extends StunAttribute> attributes,
            IceGeneration generation,
            CandidatePair over) {
        StunMessage response = StunMessage.binding(messageClass, request.transactionId(), attributes);
        outputs.add(new IceOutput.Transmit(StunWriter.write(response, generation.integrity()), over));
    }

    private void accept(StunMessage request, IceGeneration generation, CandidatePair pair, long nowNanos) {
        state = IceState.CONNECTED;
        boolean nominates = request.has(StunAttribute.UseCandidate.class);
        if (!nominates) {
            generation.checkedOnly();
        }
        if (!pairs.contains(pair) && pairs.size() == MAX_PAIRS) {
            pairs.forgetOldest(selected).ifPresent(oldest -> outputs.add(new IceOutput.Forgotten(oldest)));
        }
        long priority = request.attribute(StunAttribute.Priority.class)
                .map(StunAttribute.Priority::value)
                .orElse(0L);
        if (pairs.checked(pair, generation.number(), priority, nominates, nowNanos)) {
            outputs.add(new IceOutput.Validated(pair));
        }
        CandidatePair before = selected;
        // A viewer that nominates only once and whose NAT mapping changed is seen only in checks without nomination.
        if (before == null || isSilent(before, LONGEST_CHECK_INTERVAL_NANOS, nowNanos)) {
            select(pair, generation.number());
        } else if (nominates && isChosen(pair, before, generation)) {
            select(pair, generation.number());
        }
        if (pair.equals(selected)) {
            // Consent is for one pair (RFC 7675 section 5.1): a check of another one says nothing about this one.
            aliveNanos = nowNanos;
        }
    }

    /** Whether a nomination takes the media away from a pair that is alive. */
    private boolean isChosen(CandidatePair pair, CandidatePair before, IceGeneration generation) {
        if (!pairs.isNominated(before) || generation.isRegular() || generation.number() > pairs.generation(before)) {
            return true;
        }
        // Everything is nominated. Then the highest priority wins (RFC 8445 section 8.1.1, RFC 5245 section 8.1.1.2)
        // until
        // data shows what the viewer made of it. The same priority is the same candidate after a change of its mapping.
        long difference = pairs.priority(pair) - pairs.priority(before);
        return difference == 0 || (difference > 0 && !spoken);
    }

    /** The generation that the selected pair belongs to. */
    private IceGeneration serving() {
        return previous == null ? current : previous;
    }

    private boolean isSilent(CandidatePair pair, long nanos, long nowNanos) {
        return pairs.silentNanos(pair, nowNanos) >= nanos;
    }

    private void select(CandidatePair pair, int generation) {
        if (!pair.equals(selected)) {
            selected = pair;
            spoken = false;
            outputs.add(new IceOutput.Selected(pair));
        }
        if (previous != null && generation == current.number()) {
            previous = null;
            int newest = current.number();
            forget(pairs.forget(older -> older < newest, pair));
        }
    }

    private void forget(List<CandidatePair> forgotten) {
        forgotten.forEach(pair -> outputs.add(new IceOutput.Forgotten(pair)));
    }
}
