package org.dragonfork.webrtc.ice;

import java.net.InetSocketAddress;
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
    /** Most addresses of one viewer at a time: interfaces times NAT mappings, with room; keeps replays bounded. */
    static final int MAX_ADDRESSES = 16;

    /** Most outputs that may wait when a datagram comes in; one datagram adds at most MAX_ADDRESSES + 3. */
    static final int MAX_WAITING_OUTPUTS = 64;

    /** Longest time between two consent checks: 5 s and 20 percent (RFC 7675 section 5.1). */
    static final long LONGEST_CHECK_INTERVAL_NANOS = 6_000_000_000L;

    private final IceTimeouts timeouts;
    private final ValidatedAddresses addresses = new ValidatedAddresses();
    private final Deque<IceOutput> outputs = new ArrayDeque<>();
    private final Map<IceRejection, Long> rejected = new EnumMap<>(IceRejection.class);
    private IceGeneration current;
    private @Nullable IceGeneration previous;
    private @Nullable InetSocketAddress selected;
    private IceState state = IceState.CHECKING;

    /** The start while checking, the last sign of life once connected. */
    private long aliveNanos;

    public IceLiteAgent(IceCredentials local, IceCredentials remote, IceTimeouts timeouts, long nowNanos) {
        this.current = new IceGeneration(0, local, remote);
        this.timeouts = timeouts;
        this.aliveNanos = nowNanos;
    }

    /** Takes one datagram; never throws on any content. */
    public void handleStun(byte[] bytes, int offset, int length, InetSocketAddress from, long nowNanos) {
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
        answer(request, generation, from, nowNanos);
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

    /** Notes another authenticated sign of life than a check, such as SRTCP that verified; nothing before the first check. */
    public void heard(long nowNanos) {
        if (state == IceState.CONNECTED) {
            aliveNanos = nowNanos;
        }
    }

    /**
     * Begins an ICE restart (RFC 8445 section 9). Checks with the old credentials stay good and the selected address
     * stays until an address is selected with the new ones; then the old credentials and the addresses known only by
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
            // A restart over a restart: the generation between the selected address and the new one is of no use.
            int abandoned = current.number();
            forget(addresses.forget(generation -> generation == abandoned, selected));
        }
        current = new IceGeneration(current.number() + 1, newLocal, newRemote);
        heard(nowNanos);
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

    /** Where everything but STUN is sent. */
    public Optional<InetSocketAddress> selected() {
        return Optional.ofNullable(selected);
    }

    /** Whether an authenticated check came from this address and it was not forgotten since. */
    public boolean isValidated(InetSocketAddress address) {
        return addresses.contains(address);
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
    private void answer(StunMessage request, IceGeneration generation, InetSocketAddress from, long nowNanos) {
        List<Integer> unknown = request.unknownRequired();
        if (!unknown.isEmpty()) {
            reject(IceRejection.UNKNOWN_ATTRIBUTE);
            var error = new ErrorCode(ErrorCode.UNKNOWN_ATTRIBUTE, "Unknown Attribute");
            var attributes = List.of(error, new StunAttribute.UnknownAttributes(unknown));
            respond(StunClass.ERROR, request, attributes, generation, from);
        } else if (request.has(StunAttribute.IceControlled.class)) {
            reject(IceRejection.ROLE_CONFLICT);
            var error = new ErrorCode(ErrorCode.ROLE_CONFLICT, "Role Conflict");
            respond(StunClass.ERROR, request, List.of(error), generation, from);
        } else {
            respond(StunClass.SUCCESS, request, List.of(new StunAttribute.XorMappedAddress(from)), generation, from);
            accept(request.has(StunAttribute.UseCandidate.class), generation, from, nowNanos);
        }
    }

    private void respond(
            StunClass messageClass,
            StunMessage request,
            List<? extends StunAttribute> attributes,
            IceGeneration generation,
            InetSocketAddress to) {
        StunMessage response = StunMessage.binding(messageClass, request.transactionId(), attributes);
        outputs.add(new IceOutput.Transmit(StunWriter.write(response, generation.integrity()), to));
    }

    private void accept(boolean nominated, IceGeneration generation, InetSocketAddress from, long nowNanos) {
        state = IceState.CONNECTED;
        aliveNanos = nowNanos;
        if (!addresses.contains(from) && addresses.size() == MAX_ADDRESSES) {
            addresses.forgetOldest(selected).ifPresent(oldest -> outputs.add(new IceOutput.Forgotten(oldest)));
        }
        if (addresses.checked(from, generation.number(), nowNanos)) {
            outputs.add(new IceOutput.Validated(from));
        }
        if (nominated || selected == null || isSilent(selected, nowNanos)) {
            select(from, generation);
        }
    }

    /** A viewer that nominates only once and whose NAT mapping changed is seen only in checks without nomination. */
    private boolean isSilent(InetSocketAddress address, long nowNanos) {
        return addresses.silentNanos(address, nowNanos) >= LONGEST_CHECK_INTERVAL_NANOS;
    }

    private void select(InetSocketAddress address, IceGeneration generation) {
        if (!address.equals(selected)) {
            selected = address;
            outputs.add(new IceOutput.Selected(address));
        }
        if (previous != null && generation == current) {
            previous = null;
            int newest = current.number();
            forget(addresses.forget(older -> older < newest, address));
        }
    }

    private void forget(List<InetSocketAddress> forgotten) {
        forgotten.forEach(address -> outputs.add(new IceOutput.Forgotten(address)));
    }
}
