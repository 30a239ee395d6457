package org.dragonfork.egress;

import java.util.List;
import org.dragonfork.webrtc.ice.IceCandidate;

/** Knows the addresses of the public UDP port. */
@FunctionalInterface
public interface CandidateSource {
    /**
     * The candidates for an answer, best first. May wait as long as gathering may take (decision D8), as all of them have
     * to stand in the answer (W-45); called by the thread of one viewer's request.
     *
     * @return empty when no usable candidate could be had in time
     */
    List<IceCandidate> gather();

    /** Candidates that are known from the start and never change. */
    static CandidateSource of(List<IceCandidate> candidates) {
        List<IceCandidate> known = List.copyOf(candidates);
        return () -> known;
    }
}
