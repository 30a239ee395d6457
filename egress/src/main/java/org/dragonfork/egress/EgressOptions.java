package org.dragonfork.egress;

import java.time.Duration;
import java.util.List;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.dragonfork.webrtc.ice.IceTimeouts;

/**
 * The settings of the service.
 *
 * @param maxViewersPerStream at least 1
 * @param maxViewers over all streams, at least 1
 * @param firstPort lowest UDP port of legs
 * @param lastPort highest UDP port of legs
 * @param legTimeout silence of a leg that is a failure
 * @param iceConnectTimeout how long a viewer may take to its first check
 * @param setupTimeout how long a viewer may take from the answer to the end of the handshake
 * @param consentTimeout silence of a viewer that ends its session (RFC 7675 section 5.1)
 * @param strictEtag whether a PATCH needs If-Match (decision D10)
 * @param candidates knows the addresses of the public UDP port
 */
public record EgressOptions(
        int maxViewersPerStream,
        int maxViewers,
        int firstPort,
        int lastPort,
        Duration legTimeout,
        Duration iceConnectTimeout,
        Duration setupTimeout,
        Duration consentTimeout,
        boolean strictEtag,
        CandidateSource candidates) {
    /** The same with addresses that are known; without one no viewer can connect. */
    public EgressOptions(
            int maxViewersPerStream,
            int maxViewers,
            int firstPort,
            int lastPort,
            Duration legTimeout,
            Duration iceConnectTimeout,
            Duration setupTimeout,
            Duration consentTimeout,
            boolean strictEtag,
            List<IceCandidate> candidates) {
        this(
                maxViewersPerStream,
                maxViewers,
                firstPort,
                lastPort,
                legTimeout,
                iceConnectTimeout,
                setupTimeout,
                consentTimeout,
                strictEtag,
                CandidateSource.of(candidates));
    }

    IceTimeouts iceTimeouts() {
        return new IceTimeouts(iceConnectTimeout.toNanos(), consentTimeout.toNanos());
    }
}
