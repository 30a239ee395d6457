package org.dragonfork.webrtc.sdp;

import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.ice.IceCredentials;

/**
 * What a player sends after its offer: more candidates, or new credentials for an ICE restart (RFC 8840 section 9).
 *
 * @param sessionCredentials those in front of the first m-line, empty when they are left out there
 * @param sections the media sections, or one with mid "" when candidates stand in front of any m-line
 */
public record SdpFragment(Optional<IceCredentials> sessionCredentials, List<Section> sections) {
    /**
     * The part of one media section.
     *
     * @param candidates those this server could use; the others were dropped (WHEP section 4.5.2)
     */
    public record Section(
            String mid,
            Optional<IceCredentials> credentials,
            List<RemoteCandidate> candidates,
            boolean endOfCandidates) {
        public Section {
            candidates = List.copyOf(candidates);
        }
    }

    public SdpFragment {
        sections = List.copyOf(sections);
    }

    /**
     * The credentials this fragment is about: of the section with this mid, else of the session, else of the first
     * section that has some; empty when it has none at all.
     *
     * @param bundleMid mid whose transport is used
     */
    public Optional<IceCredentials> credentials(String bundleMid) {
        return sections.stream()
                .filter(section -> section.mid().equals(bundleMid))
                .flatMap(section -> section.credentials().stream())
                .findFirst()
                .or(() -> sessionCredentials)
                .or(() -> sections.stream()
                        .flatMap(section -> section.credentials().stream())
                        .findFirst());
    }

    /** The mids named, in order. */
    public List<String> mids() {
        return sections.stream().map(Section::mid).filter(mid -> !mid.isEmpty()).toList();
    }

    /** The usable candidates of all sections. */
    public List<RemoteCandidate> candidates() {
        return sections.stream()
                .flatMap(section -> section.candidates().stream())
                .toList();
    }

    /** Tells whether any section says that it has no more candidates. */
    public boolean endOfCandidates() {
        return sections.stream().anyMatch(Section::endOfCandidates);
    }
}
