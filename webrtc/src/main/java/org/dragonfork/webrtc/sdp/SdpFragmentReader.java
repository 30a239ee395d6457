package org.dragonfork.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.ice.IceCredentials;

/** Reads {@code application/trickle-ice-sdpfrag} bodies (RFC 8840 section 9); what it does not know it ignores. */
public final class SdpFragmentReader {
    private SdpFragmentReader() {}

    /**
     * @throws SdpSyntaxException when a line or an m-line is malformed, a section has no mid, a mid comes twice, or ICE
     *     credentials are incomplete or break RFC 8839 section 5.4
     */
    public static SdpFragment read(String text) {
        List<SdpLine> lines = SdpText.lines(text);
        if (lines.isEmpty()) {
            throw new SdpSyntaxException(0, "empty");
        }
        int firstMedia = SdpReader.nextMedia(lines, 0);
        SdpReader.media(lines, firstMedia);
        Attributes session = SdpReader.attributes(lines, 0, firstMedia);
        var sections = new ArrayList<SdpFragment.Section>();
        if (session.has("candidate") || session.has("end-of-candidates")) {
            sections.add(section(session, "", Optional.empty()));
        }
        int at = firstMedia;
        while (at < lines.size()) {
            int end = SdpReader.nextMedia(lines, at + 1);
            Attributes attributes = SdpReader.attributes(lines, at, end);
            String mid = attributes.first("mid").orElse("").strip();
            if (!SdpText.isToken(mid)) {
                throw new SdpSyntaxException(at + 1, "the section has no mid");
            }
            if (sections.stream().anyMatch(section -> section.mid().equals(mid))) {
                throw new SdpSyntaxException(at + 1, "a second section with the same mid");
            }
            sections.add(section(attributes, mid, credentials(attributes, at + 1)));
            at = end;
        }
        return new SdpFragment(credentials(session, 1), sections);
    }

    private static SdpFragment.Section section(
            Attributes attributes, String mid, Optional<IceCredentials> credentials) {
        List<RemoteCandidate> candidates = attributes.all("candidate").stream()
                .flatMap(value -> RemoteCandidate.read(value).stream())
                .toList();
        return new SdpFragment.Section(mid, credentials, candidates, attributes.has("end-of-candidates"));
    }

    private static Optional<IceCredentials> credentials(Attributes attributes, int line) {
        Optional<String> ufrag = attributes.first("ice-ufrag");
        Optional<String> pwd = attributes.first("ice-pwd");
        if (ufrag.isEmpty() && pwd.isEmpty()) {
            return Optional.empty();
        }
        if (ufrag.isEmpty() || pwd.isEmpty()) {
            throw new SdpSyntaxException(line, "ice-ufrag and ice-pwd come together");
        }
        try {
            return Optional.of(new IceCredentials(ufrag.get().strip(), pwd.get().strip()));
        } catch (IllegalArgumentException e) {
            throw new SdpSyntaxException(line, String.valueOf(e.getMessage()));
        }
    }
}
