package org.dragonfork.webrtc.sdp;

import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsRole;
import org.dragonfork.webrtc.ice.IceCredentials;

/** Reads ICE and DTLS out of an offer: of the offerer-tagged section, else of the session, else of the first live section. */
final class OfferedTransport {
    /** More than anybody sends: browsers one, during a change of hash function two. */
    private static final int MOST_FINGERPRINTS = 8;

    private final List<Attributes> places;
    private final Offer offer;

    private OfferedTransport(Offer offer) {
        this.offer = offer;
        this.places = List.of(
                offer.tagged().media().attributes(),
                offer.session().attributes(),
                offer.section(offer.liveMids().getFirst()).media().attributes());
    }

    /** @throws UnservableOffer when a part is missing, invalid or of a kind that is not served */
    static RemoteTransport read(Offer offer) {
        var transport = new OfferedTransport(offer);
        transport.requireFullIce();
        transport.requireDtlsClient();
        return transport.remote();
    }

    /** The same of an answer to an offer of {@code a=setup:actpass}. */
    static RemoteTransport readAnswer(Offer answer) {
        var transport = new OfferedTransport(answer);
        transport.requireFullIce();
        return transport.remote();
    }

    /** What an answer leaves to this side (RFC 8842 section 5.3); a missing setup means active (RFC 4145 section 4.1). */
    static DtlsRole roleAfter(Offer answer) {
        String setup = new OfferedTransport(answer).setup();
        return switch (setup) {
            case "active" -> DtlsRole.SERVER;
            case "passive" -> DtlsRole.CLIENT;
            default -> throw new UnservableOffer("a=setup of the answer is neither active nor passive");
        };
    }

    private RemoteTransport remote() {
        return new RemoteTransport(
                credentials(),
                fingerprints(),
                offer.bundle().getFirst(),
                offer.sections().stream()
                        .map(OfferedSection::mid)
                        .filter(mid -> !mid.isEmpty())
                        .toList());
    }

    private void requireFullIce() {
        if (offer.session().attributes().has("ice-lite")) {
            throw new UnservableOffer("both sides are ICE-lite; the player must be a full ICE agent");
        }
    }

    /** A missing setup means active (RFC 4145 section 4.1). */
    private void requireDtlsClient() {
        String setup = setup();
        if (!setup.equals("actpass") && !setup.equals("active")) {
            throw new UnservableOffer("a=setup is neither actpass nor active; this server is always the DTLS server");
        }
    }

    private String setup() {
        return first("setup").orElse("active").strip().toLowerCase(Locale.ROOT);
    }

    private IceCredentials credentials() {
        Optional<String> ufrag = first("ice-ufrag");
        Optional<String> pwd = first("ice-pwd");
        if (ufrag.isEmpty() || pwd.isEmpty()) {
            throw new UnservableOffer("the offer has no ice-ufrag or no ice-pwd");
        }
        try {
            return new IceCredentials(ufrag.get().strip(), pwd.get().strip());
        } catch (IllegalArgumentException e) {
            throw new UnservableOffer(String.valueOf(e.getMessage()));
        }
    }

    private Set<CertificateFingerprint> fingerprints() {
        var usable = new LinkedHashSet<CertificateFingerprint>();
        for (Attributes place : places) {
            List<String> values = place.all("fingerprint");
            values.stream()
                    .limit(MOST_FINGERPRINTS)
                    .flatMap(value -> fingerprint(value).stream())
                    .forEach(usable::add);
            if (!values.isEmpty()) {
                break;
            }
        }
        if (usable.isEmpty()) {
            throw new UnservableOffer("the offer has no certificate fingerprint of sha-256, sha-384 or sha-512");
        }
        return usable;
    }

    private static Optional<CertificateFingerprint> fingerprint(String value) {
        List<String> words = SdpText.words(value);
        if (words.size() != 2) {
            return Optional.empty();
        }
        int bytes = switch (words.get(0).toLowerCase(Locale.ROOT)) {
            case "sha-256" -> 32;
            case "sha-384" -> 48;
            case "sha-512" -> 64;
            default -> 0;
        };
        try {
            boolean complete = bytes > 0 && HexFormat.ofDelimiter(":").parseHex(words.get(1)).length == bytes;
            return complete ? Optional.of(new CertificateFingerprint(words.get(0), words.get(1))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<String> first(String attribute) {
        return places.stream().flatMap(place -> place.first(attribute).stream()).findFirst();
    }
}
