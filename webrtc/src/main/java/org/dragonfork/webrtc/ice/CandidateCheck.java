package org.dragonfork.webrtc.ice;

import java.net.InetSocketAddress;
import org.dragonfork.webrtc.stun.TransactionId;
import org.jspecify.annotations.Nullable;

/** The check of one remote candidate and its repetitions (RFC 8489 section 6.2.1). */
final class CandidateCheck {
    /** The least that RFC 8445 section 14.3 allows. */
    private static final long FIRST_RTO_NANOS = 500_000_000L;

    private final InetSocketAddress remote;
    private boolean open = true;
    private boolean validated;
    private boolean nominating;
    private @Nullable TransactionId transactionId;
    private long rtoNanos = FIRST_RTO_NANOS;
    private long nextNanos;

    CandidateCheck(InetSocketAddress remote, boolean nominating, long firstNanos) {
        this.remote = remote;
        this.nominating = nominating;
        this.nextNanos = firstNanos;
    }

    InetSocketAddress remote() {
        return remote;
    }

    /** Still sending. */
    boolean isOpen() {
        return open;
    }

    boolean isNominating() {
        return nominating;
    }

    boolean isDue(long nowNanos) {
        return open && nowNanos - nextNanos >= 0;
    }

    long nextNanos() {
        return nextNanos;
    }

    boolean isOf(TransactionId id) {
        return open && id.equals(transactionId);
    }

    /** The id of the running transaction, which is {@code fresh} when there was none. */
    TransactionId send(TransactionId fresh, long nowNanos) {
        TransactionId id = transactionId == null ? fresh : transactionId;
        transactionId = id;
        nextNanos = nowNanos + rtoNanos;
        rtoNanos *= 2;
        return id;
    }

    /** Ends sending; true when this is the first success. */
    boolean succeed() {
        boolean first = !validated;
        validated = true;
        open = false;
        return first;
    }

    void stop() {
        open = false;
    }

    /** Begins a new transaction with USE-CANDIDATE. */
    void nominate(long nowNanos) {
        open = true;
        nominating = true;
        transactionId = null;
        rtoNanos = FIRST_RTO_NANOS;
        nextNanos = nowNanos;
    }
}
