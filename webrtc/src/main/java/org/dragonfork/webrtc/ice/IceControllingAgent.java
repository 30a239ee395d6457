package org.dragonfork.webrtc.ice;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.dragonfork.webrtc.stun.Fingerprint;
import org.dragonfork.webrtc.stun.MessageIntegrity;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.dragonfork.webrtc.stun.StunReader;
import org.dragonfork.webrtc.stun.StunWriter;
import org.dragonfork.webrtc.stun.TransactionId;
import org.jspecify.annotations.Nullable;

/**
 * A small viewer's side of ICE towards a lite server: it checks the server's host candidates from one socket, selects the
 * first that works, and keeps consent fresh (RFC 7675). It is no full agent: it gathers nothing, answers no checks, keeps
 * the controlling role and does not restart (make a new one for new credentials).
 *
 * <p>All methods are called by one owner, which polls after each call until there is nothing left and asks for the
 * deadline; {@code nowNanos} comes from one monotonic clock, may wrap and never goes back.
 */
public final class IceControllingAgent {
    /** Most remote candidates checked. */
    public static final int MAX_CANDIDATES = 16;

    /** Ta, between the first checks of two candidates (RFC 8445 section 14.2). */
    static final long PACING_NANOS = 50_000_000L;

    /** RFC 7675 section 5.1; the real interval is 0.8 to 1.2 of it. */
    static final long CONSENT_INTERVAL_NANOS = 5_000_000_000L;

    /** Consent checks that may still be answered: as many as fit in 30 s at the shortest interval. */
    private static final int MAX_OPEN_CONSENT_CHECKS = 8;

    /** Past this many waiting outputs nothing is sent; repetition makes up for it. */
    private static final int MAX_WAITING_OUTPUTS = 64;

    /** A peer-reflexive candidate of component 1 (RFC 8445 sections 5.1.2.1 and 7.1.1). */
    private static final long PRIORITY = 110L << 24 | 65535L << 8 | 255L;

    private final StunAttribute.Username username;
    private final MessageIntegrity integrity;
    private final List<InetSocketAddress> remoteCandidates;
    private final IceNomination nomination;
    private final IceTimeouts timeouts;
    private final RandomGenerator random;
    private final StunAttribute.IceControlling role;
    private final List<CandidateCheck> checks = new ArrayList<>();
    private final Deque<TransactionId> consentChecks = new ArrayDeque<>();
    private final Deque<IceOutput> outputs = new ArrayDeque<>();
    private IceState state = IceState.CHECKING;
    private @Nullable InetSocketAddress selected;
    private @Nullable InetSocketAddress mapped;
    private long nextConsentNanos;
    private long ignored;

    /** The start while checking, the last valid response once connected. */
    private long aliveNanos;

    /**
     * @param remoteCandidates 1 to {@link #MAX_CANDIDATES}, resolved, the preferred one first
     * @param random a cryptographic source
     */
    public IceControllingAgent(
            IceCredentials local,
            IceCredentials remote,
            List<InetSocketAddress> remoteCandidates,
            IceNomination nomination,
            IceTimeouts timeouts,
            RandomGenerator random) {
        if (remoteCandidates.isEmpty() || remoteCandidates.size() > MAX_CANDIDATES) {
            throw new IllegalArgumentException(
                    remoteCandidates.size() + " remote candidates, allowed are 1 to " + MAX_CANDIDATES);
        }
        this.username = new StunAttribute.Username(remote.ufrag() + ":" + local.ufrag());
        this.integrity = new MessageIntegrity(remote.pwd());
        this.remoteCandidates = List.copyOf(remoteCandidates);
        this.nomination = nomination;
        this.timeouts = timeouts;
        this.random = random;
        this.role = new StunAttribute.IceControlling(random.nextLong());
    }

    /** Begins to check. */
    public void start(long nowNanos) {
        if (!checks.isEmpty()) {
            throw new IllegalStateException("the agent was started before");
        }
        aliveNanos = nowNanos;
        for (int i = 0; i < remoteCandidates.size(); i++) {
            boolean nominating = nomination == IceNomination.AGGRESSIVE;
            checks.add(new CandidateCheck(remoteCandidates.get(i), nominating, nowNanos + i * PACING_NANOS));
        }
        handleTimeout(nowNanos);
    }

    /** Takes one datagram; never throws on any content. Only a response to a running check does anything. */
    public void handleStun(byte[] bytes, int offset, int length, InetSocketAddress from, long nowNanos) {
        Optional<StunMessage> message = StunReader.read(bytes, offset, length);
        if (state == IceState.EXPIRED
                || message.isEmpty()
                || Fingerprint.check(bytes, offset, length) == Fingerprint.Verdict.WRONG) {
            ignored++;
            return;
        }
        StunMessage response = message.get();
        boolean success = response.isBinding(StunClass.SUCCESS) && response.has(StunAttribute.XorMappedAddress.class);
        boolean error = response.isBinding(StunClass.ERROR);
        CandidateCheck check = checkOf(response.transactionId(), from);
        boolean consent = from.equals(selected) && consentChecks.contains(response.transactionId());
        if ((check == null && !consent) || !(success || error) || !integrity.verify(bytes, offset, length)) {
            ignored++;
            return;
        }
        if (error) {
            fail(check);
            return;
        }
        mapped = response.attribute(StunAttribute.XorMappedAddress.class)
                .map(StunAttribute.XorMappedAddress::address)
                .orElse(mapped);
        if (check != null) {
            succeed(check, nowNanos);
        } else {
            aliveNanos = nowNanos;
            consentChecks.remove(response.transactionId());
        }
    }

    /** The next thing to do, or nothing for now. */
    public Optional<IceOutput> poll() {
        return Optional.ofNullable(outputs.poll());
    }

    /** When to call {@link #handleTimeout} at the latest; {@link Long#MAX_VALUE} for never. Compare by difference. */
    public long deadlineNanos() {
        if (checks.isEmpty() || state == IceState.EXPIRED) {
            return Long.MAX_VALUE;
        }
        long deadline = aliveNanos + patienceNanos();
        if (state == IceState.CONNECTED && nextConsentNanos - deadline < 0) {
            deadline = nextConsentNanos;
        }
        for (CandidateCheck check : checks) {
            if (check.isOpen() && check.nextNanos() - deadline < 0) {
                deadline = check.nextNanos();
            }
        }
        return deadline;
    }

    /** Lets time pass; may be called early or often. */
    public void handleTimeout(long nowNanos) {
        if (checks.isEmpty() || state == IceState.EXPIRED) {
            return;
        }
        if (nowNanos - aliveNanos >= patienceNanos()) {
            expire();
            return;
        }
        for (CandidateCheck check : checks) {
            if (check.isDue(nowNanos)) {
                TransactionId id = check.send(TransactionId.generate(random), nowNanos);
                transmit(id, check.isNominating(), check.remote());
            }
        }
        if (selected != null && nowNanos - nextConsentNanos >= 0) {
            checkConsent(selected, nowNanos);
        }
    }

    /** Where everything but STUN is sent: the nominated candidate of the server. */
    public Optional<InetSocketAddress> selected() {
        return Optional.ofNullable(selected);
    }

    /** This side's address as the server sees it, by its newest response. */
    public Optional<InetSocketAddress> mapped() {
        return Optional.ofNullable(mapped);
    }

    public IceState state() {
        return state;
    }

    /** How many datagrams were no valid response to a running check. */
    public long ignored() {
        return ignored;
    }

    private long patienceNanos() {
        return state == IceState.CHECKING ? timeouts.connectNanos() : timeouts.consentNanos();
    }

    /** A response must come from where the request went (RFC 8445 section 7.2.5.2.1). */
    private @Nullable CandidateCheck checkOf(TransactionId id, InetSocketAddress from) {
        for (CandidateCheck check : checks) {
            if (check.isOf(id) && check.remote().equals(from)) {
                return check;
            }
        }
        return null;
    }

    private void succeed(CandidateCheck check, long nowNanos) {
        if (check.succeed()) {
            outputs.add(new IceOutput.Validated(check.remote()));
        }
        if (check.isNominating()) {
            select(check.remote(), nowNanos);
        } else if (checks.stream().noneMatch(CandidateCheck::isNominating)) {
            check.nominate(nowNanos);
            handleTimeout(nowNanos);
        }
    }

    private void select(InetSocketAddress address, long nowNanos) {
        selected = address;
        state = IceState.CONNECTED;
        aliveNanos = nowNanos;
        nextConsentNanos = nowNanos + consentInterval();
        checks.forEach(CandidateCheck::stop);
        outputs.add(new IceOutput.Selected(address));
    }

    /** A refused consent check only does not renew consent; a refused candidate is not tried again. */
    private void fail(@Nullable CandidateCheck check) {
        if (check == null) {
            return;
        }
        check.stop();
        if (checks.stream().noneMatch(CandidateCheck::isOpen)) {
            expire();
        }
    }

    private void expire() {
        outputs.add(
                new IceOutput.Expired(state == IceState.CHECKING ? IceExpiry.NEVER_CONNECTED : IceExpiry.CONSENT_LOST));
        state = IceState.EXPIRED;
    }

    /** Each consent check is a transaction of its own and is not repeated (RFC 7675 section 5.1). */
    private void checkConsent(InetSocketAddress to, long nowNanos) {
        TransactionId id = TransactionId.generate(random);
        if (consentChecks.size() == MAX_OPEN_CONSENT_CHECKS) {
            consentChecks.remove();
        }
        consentChecks.add(id);
        transmit(id, nomination == IceNomination.AGGRESSIVE, to);
        nextConsentNanos = nowNanos + consentInterval();
    }

    private long consentInterval() {
        return (long) (CONSENT_INTERVAL_NANOS * random.nextDouble(0.8, 1.2));
    }

    private void transmit(TransactionId id, boolean useCandidate, InetSocketAddress to) {
        if (outputs.size() >= MAX_WAITING_OUTPUTS) {
            return;
        }
        List<StunAttribute> attributes = new ArrayList<>(List.of(username, role, new StunAttribute.Priority(PRIORITY)));
        if (useCandidate) {
            attributes.add(new StunAttribute.UseCandidate());
        }
        StunMessage request = StunMessage.binding(StunClass.REQUEST, id, attributes);
        outputs.add(new IceOutput.Transmit(StunWriter.write(request, integrity), CandidatePair.to(to)));
    }
}
