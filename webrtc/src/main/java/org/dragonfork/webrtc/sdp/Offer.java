package org.dragonfork.webrtc.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * An offer that keeps the rules of WHEP: receive-only media, one section per kind, one transport.
 *
 * @param sections all media sections in order
 * @param bundle mids of the BUNDLE group in order, the offerer-tagged one first
 */
record Offer(SessionDescription session, List<OfferedSection> sections, List<String> bundle) {
    /** @throws UnservableOffer when a rule is broken */
    static Offer of(SessionDescription session) {
        List<String> bundle = bundle(session);
        var sections = new ArrayList<OfferedSection>();
        for (MediaDescription media : session.media()) {
            String mid = media.attributes().first("mid").orElse("").strip();
            sections.add(new OfferedSection(media, mid, Direction.of(session, media), bundle.contains(mid)));
        }
        var offer = new Offer(session, List.copyOf(sections), bundle);
        offer.requireDistinctMids();
        offer.requireReceiver();
        offer.requireOneTransport();
        offer.requireOneSectionPerKind();
        return offer;
    }

    /** The mids the answer keeps in the BUNDLE group. */
    List<String> liveMids() {
        return bundle.stream().filter(mid -> section(mid).isLive()).toList();
    }

    /** The section with this mid, which must be one of the offer. */
    OfferedSection section(String mid) {
        return sections.stream()
                .filter(section -> section.mid().equals(mid))
                .findFirst()
                .orElseThrow();
    }

    OfferedSection tagged() {
        return section(bundle.getFirst());
    }

    /**
     * An attribute of category IDENTICAL (RFC 8859), which a bundle-only section leaves to the offerer-tagged one (RFC
     * 9143 section 7.1.3).
     */
    boolean hasShared(OfferedSection section, String attribute) {
        return section.media().attributes().has(attribute)
                || (section.isBundleOnly() && tagged().media().attributes().has(attribute));
    }

    private static List<String> bundle(SessionDescription session) {
        for (String group : session.attributes().all("group")) {
            List<String> words = SdpText.words(group);
            if (words.get(0).equals("BUNDLE")) {
                return words.subList(1, words.size());
            }
        }
        return List.of();
    }

    private void requireDistinctMids() {
        var seen = new HashSet<String>();
        for (OfferedSection section : sections) {
            String mid = section.mid();
            if (!mid.isEmpty() && (!SdpText.isToken(mid) || !seen.add(mid))) {
                throw new UnservableOffer("two sections have the same mid, or a mid is no token (RFC 5888 section 4)");
            }
        }
        if (!seen.containsAll(bundle) || new HashSet<>(bundle).size() != bundle.size()) {
            throw new UnservableOffer("the BUNDLE group names a mid twice or one that no section has");
        }
    }

    private void requireReceiver() {
        if (sections.stream().noneMatch(OfferedSection::isMedia)) {
            throw new UnservableOffer("the offer has no video or audio section over UDP/TLS/RTP/SAVPF");
        }
        if (sections.stream().noneMatch(OfferedSection::wantsMedia)) {
            throw new UnservableOffer("no section of the offer receives; a player offers recvonly");
        }
    }

    private void requireOneTransport() {
        if (bundle.isEmpty()) {
            throw new UnservableOffer("the offer has no BUNDLE group; a player offers one transport for all media");
        }
        for (OfferedSection section : sections) {
            if (section.wantsMedia() && !section.bundled()) {
                throw new UnservableOffer("a section that receives is outside the BUNDLE group");
            }
            if (section.isLive() && !hasShared(section, "rtcp-mux")) {
                throw new UnservableOffer("section " + section.mid() + " lacks rtcp-mux; RTCP has no port of its own");
            }
        }
    }

    private void requireOneSectionPerKind() {
        for (MediaKind kind : MediaKind.values()) {
            if (sections.stream().filter(section -> section.wants(kind)).count() > 1) {
                throw new UnservableOffer("the offer asks for two " + kind.label()
                        + " tracks; a WHEP session has one of each kind (WHEP section 4.6.2)");
            }
        }
    }

    Optional<OfferedSection> wanting(MediaKind kind) {
        return sections.stream().filter(section -> section.wants(kind)).findFirst();
    }
}
