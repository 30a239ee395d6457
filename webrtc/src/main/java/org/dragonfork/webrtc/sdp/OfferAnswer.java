package org.dragonfork.webrtc.sdp;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.MediaKind;

/** Answers the receive-only offers of WHEP players (RFC 3264, RFC 9429, draft-ietf-wish-whep section 4.3). Keeps nothing. */
public final class OfferAnswer {
    /** RTCP packet types 192 to 223 share these numbers on a muxed port (RFC 5761 section 4). */
    private static final int FIRST_RTCP_PAYLOAD_TYPE = 64;

    private static final int LAST_RTCP_PAYLOAD_TYPE = 95;

    private static final int MOST_NAMES_TOLD = 12;

    private OfferAnswer() {}

    /** Answers an offer; arbitrary text is answered with a result, never an exception. */
    public static NegotiationResult answer(String offer, StreamDescription stream, LocalTransport transport) {
        try {
            return answer(Offer.of(SdpReader.read(offer)), stream, transport);
        } catch (SdpSyntaxException e) {
            return new NegotiationResult.Malformed(e.line(), e.why());
        } catch (UnservableOffer e) {
            return new NegotiationResult.Unservable(e.why());
        }
    }

    /** What is wrong with an offer whatever it is answered with: no SDP, or one that no stream can serve. */
    public static Optional<NegotiationResult> refusal(String offer) {
        try {
            OfferedTransport.read(Offer.of(SdpReader.read(offer)));
            return Optional.empty();
        } catch (SdpSyntaxException e) {
            return Optional.of(new NegotiationResult.Malformed(e.line(), e.why()));
        } catch (UnservableOffer e) {
            return Optional.of(new NegotiationResult.Unservable(e.why()));
        }
    }

    private static NegotiationResult answer(Offer offer, StreamDescription stream, LocalTransport transport) {
        RemoteTransport remote = OfferedTransport.read(offer);
        var sending = new ArrayList<AnsweredTrack>();
        var mismatches = EnumSet.noneOf(MediaKind.class);
        var reasons = new ArrayList<String>();
        for (TrackDescription track : stream.tracks()) {
            Optional<OfferedSection> section = offer.wanting(track.kind());
            if (section.isPresent()) {
                Optional<AnsweredTrack> answered = choose(section.get().media(), track.codec())
                        .map(payloadType -> AnsweredTrack.of(offer, section.get(), stream, track, payloadType));
                answered.ifPresent(sending::add);
                if (answered.isEmpty()) {
                    mismatches.add(track.kind());
                    reasons.add(mismatch(section.get().media(), track.codec()));
                }
            }
        }
        if (!mismatches.isEmpty()) {
            return new NegotiationResult.CodecMismatch(mismatches, String.join("; ", reasons));
        }
        if (sending.isEmpty()) {
            // Asking for no codec of the kind is asking for none that the stream has.
            MediaKind only = stream.tracks().getFirst().kind();
            return new NegotiationResult.CodecMismatch(
                    Set.of(only), "the stream has only " + only.label() + ", which the offer does not ask for");
        }
        return new NegotiationResult.Accepted(
                AnswerWriter.write(offer, sending, stream, transport),
                remote,
                sending.stream().map(AnsweredTrack::track).toList());
    }

    /** The payload type of a section that suits best. */
    static Optional<Integer> choose(MediaDescription media, Codec codec) {
        int best = Codec.UNUSABLE;
        Optional<Integer> chosen = Optional.empty();
        for (String format : media.formats()) {
            int payloadType = SdpText.number(format, 127);
            int match = payloadType < 0 ? Codec.UNUSABLE : match(media, payloadType, codec);
            if (match > best) {
                best = match;
                chosen = Optional.of(payloadType);
            }
        }
        return chosen;
    }

    private static int match(MediaDescription media, int payloadType, Codec codec) {
        boolean looksLikeRtcp = payloadType >= FIRST_RTCP_PAYLOAD_TYPE && payloadType <= LAST_RTCP_PAYLOAD_TYPE;
        boolean named =
                media.rtpMap(payloadType).filter(map -> map.names(codec)).isPresent();
        return looksLikeRtcp || !named ? Codec.UNUSABLE : codec.match(media.formatParameters(payloadType));
    }

    private static String mismatch(MediaDescription media, Codec codec) {
        List<String> offered = media.formats().stream()
                .map(format -> CodecReader.encodingName(media, SdpText.number(format, 127)))
                .filter(name -> !name.isEmpty())
                .distinct()
                .limit(MOST_NAMES_TOLD)
                .toList();
        String profile = codec.profileText().isEmpty() ? "" : " " + codec.profileText();
        return "the stream's " + codec.kind().label() + " is " + codec.encodingName() + profile
                + " and the offer has no payload type for it, only "
                + (offered.isEmpty() ? "unknown ones" : String.join(", ", offered));
    }
}
