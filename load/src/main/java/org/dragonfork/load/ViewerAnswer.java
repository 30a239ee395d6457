package org.dragonfork.load;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceControllingAgent;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.sdp.Attributes;
import org.dragonfork.webrtc.sdp.MediaDescription;
import org.dragonfork.webrtc.sdp.RemoteCandidate;
import org.dragonfork.webrtc.sdp.SdpReader;
import org.dragonfork.webrtc.sdp.SdpSyntaxException;
import org.dragonfork.webrtc.sdp.SessionDescription;

/**
 * What a viewer needs of an answer: of the first section that is in use, else of the session.
 *
 * @param lite whether the server is ICE-lite
 * @param dtlsServer whether this viewer has the server's part in the DTLS handshake, because the answer is active
 * @param candidates best first, 1 to {@link IceControllingAgent#MAX_CANDIDATES}
 * @param tracks one for each payload type accepted, at least one
 */
record ViewerAnswer(
        IceCredentials credentials,
        Set<CertificateFingerprint> fingerprints,
        boolean lite,
        boolean dtlsServer,
        List<InetSocketAddress> candidates,
        List<AcceptedTrack> tracks) {
    /** More than anybody sends: one, during a change of hash function two. */
    private static final int MOST_FINGERPRINTS = 8;

    private static final int MOST_PAYLOAD_TYPES = 32;

    static ViewerAnswer read(String text) throws BadAnswer {
        SessionDescription session;
        try {
            session = SdpReader.read(text);
        } catch (SdpSyntaxException e) {
            throw new BadAnswer("bad_sdp", String.valueOf(e.getMessage()));
        }
        List<MediaDescription> live =
                session.media().stream().filter(ViewerAnswer::isUsed).toList();
        if (live.isEmpty()) {
            throw new BadAnswer("no_track_accepted", "the answer refuses video and audio");
        }
        List<Attributes> places = List.of(live.getFirst().attributes(), session.attributes());
        return new ViewerAnswer(
                credentials(places),
                fingerprints(places),
                session.attributes().has("ice-lite"),
                first(places, "setup").map(ViewerAnswer::isActive).orElse(false),
                candidates(places),
                tracks(live));
    }

    /** Port zero refuses a section (RFC 3264 section 6), unless it is bundled (RFC 9143 section 7.3.3). */
    private static boolean isUsed(MediaDescription media) {
        Attributes attributes = media.attributes();
        return media.kind().isPresent()
                && (media.port() != 0 || attributes.has("bundle-only"))
                && !attributes.has("inactive")
                && !attributes.has("recvonly");
    }

    /** An answer must not say actpass (RFC 8842 section 5.3); who does can take either part. */
    private static boolean isActive(String setup) {
        return setup.strip().equalsIgnoreCase("active");
    }

    private static IceCredentials credentials(List<Attributes> places) throws BadAnswer {
        Optional<String> ufrag = first(places, "ice-ufrag");
        Optional<String> pwd = first(places, "ice-pwd");
        if (ufrag.isEmpty() || pwd.isEmpty()) {
            throw new BadAnswer("no_ice_credentials", "the answer has no ice-ufrag or no ice-pwd");
        }
        try {
            return new IceCredentials(ufrag.get().strip(), pwd.get().strip());
        } catch (IllegalArgumentException e) {
            throw new BadAnswer("no_ice_credentials", String.valueOf(e.getMessage()));
        }
    }

    private static Set<CertificateFingerprint> fingerprints(List<Attributes> places) throws BadAnswer {
        var found = new LinkedHashSet<CertificateFingerprint>();
        for (Attributes place : places) {
            for (String value : place.all("fingerprint")) {
                String[] words = value.strip().split(" +", 3);
                if (words.length == 2 && found.size() < MOST_FINGERPRINTS) {
                    try {
                        found.add(new CertificateFingerprint(words[0], words[1]));
                    } catch (IllegalArgumentException e) {
                        throw new BadAnswer("bad_fingerprint", "a fingerprint of the answer is not made of hex pairs");
                    }
                }
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        throw new BadAnswer("bad_fingerprint", "the answer has no certificate fingerprint");
    }

    private static List<InetSocketAddress> candidates(List<Attributes> places) throws BadAnswer {
        List<InetSocketAddress> found = places.stream()
                .flatMap(place -> place.all("candidate").stream())
                .limit(2L * IceControllingAgent.MAX_CANDIDATES)
                .flatMap(value -> RemoteCandidate.read(value).stream())
                .sorted(Comparator.comparingLong(RemoteCandidate::priority).reversed())
                .map(RemoteCandidate::address)
                .distinct()
                .limit(IceControllingAgent.MAX_CANDIDATES)
                .toList();
        if (found.isEmpty()) {
            throw new BadAnswer("no_candidate", "the answer has no UDP candidate with an IP address");
        }
        return found;
    }

    private static List<AcceptedTrack> tracks(List<MediaDescription> live) throws BadAnswer {
        var tracks = new ArrayList<AcceptedTrack>();
        for (MediaDescription media : live) {
            MediaKind kind = media.kind().orElseThrow();
            int captureTime = captureTimeId(media.attributes());
            media.formats().stream().limit(MOST_PAYLOAD_TYPES).forEach(format -> {
                int type = payloadType(format);
                media.rtpMap(type)
                        .map(map -> new AcceptedTrack(
                                kind,
                                type,
                                map.encodingName().toUpperCase(Locale.ROOT),
                                map.clockRate(),
                                media.allowsFeedback(type, "nack"),
                                media.allowsFeedback(type, "nack pli"),
                                captureTime))
                        .ifPresent(tracks::add);
            });
        }
        if (tracks.isEmpty()) {
            throw new BadAnswer("no_track_accepted", "the answer names no codec");
        }
        return List.copyOf(tracks);
    }

    private static int captureTimeId(Attributes attributes) {
        for (String value : attributes.all("extmap")) {
            String[] words = value.strip().split("[ /]+", 3);
            if (value.contains(ViewerOffer.CAPTURE_TIME) && words.length > 1 && words[0].matches("[0-9]{1,2}")) {
                return Integer.parseInt(words[0]);
            }
        }
        return 0;
    }

    private static int payloadType(String format) {
        return format.matches("[0-9]{1,3}") ? Integer.parseInt(format) : -1;
    }

    private static Optional<String> first(List<Attributes> places, String name) {
        return places.stream().flatMap(place -> place.first(name).stream()).findFirst();
    }
}
