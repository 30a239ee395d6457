package org.dragonfork.webrtc.ice;

/**
 * How long an ICE agent waits.
 *
 * @param connectNanos from the start until an address is selected; positive
 * @param consentNanos silence after which a connected agent gives up; positive, 30 s in RFC 7675 section 5.1
 */
public record IceTimeouts(long connectNanos, long consentNanos) {
    private static final long THIRTY_SECONDS = 30_000_000_000L;

    /** 30 s for both, the second from RFC 7675 section 5.1. */
    public static final IceTimeouts STANDARD = new IceTimeouts(THIRTY_SECONDS, THIRTY_SECONDS);

    public IceTimeouts {
        if (connectNanos <= 0) {
            throw new IllegalArgumentException("connect timeout of " + connectNanos + " ns is not positive");
        }
        if (consentNanos <= 0) {
            throw new IllegalArgumentException("consent timeout of " + consentNanos + " ns is not positive");
        }
    }
}
