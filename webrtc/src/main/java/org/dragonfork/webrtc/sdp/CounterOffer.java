package org.dragonfork.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.codec.Codec;

/**
 * The offer of a stream as it is, made for a player whose own offer did not fit, and what may be answered to it (RFC 3264,
 * draft-ietf-wish-whep section 4.3.2). Immutable.
 */
public final class CounterOffer {
    private final StreamDescription stream;
    private final String sdp;

    private CounterOffer(StreamDescription stream, String sdp) {
        this.stream = stream;
        this.sdp = sdp;
    }

    /** Offers all tracks of the stream, send-only. */
    public static CounterOffer of(StreamDescription stream, LocalTransport transport) {
        return new CounterOffer(stream, CounterOfferWriter.write(stream, transport));
    }

    /** The text to send; it holds the ICE password. */
    public String sdp() {
        return sdp;
    }

    /** What the tracks carry. */
    public List<Codec> codecs() {
        return stream.tracks().stream().map(TrackDescription::codec).toList();
    }

    /** The mids of the sections, in order. */
    public List<String> mids() {
        var mids = new ArrayList<String>();
        for (int i = 0; i < stream.tracks().size(); i++) {
            mids.add(mid(i));
        }
        return mids;
    }

    /** Reads the answer; arbitrary text gets a result, never an exception. */
    public AnswerResult take(String answer) {
        try {
            SessionDescription session = SdpReader.read(answer);
            requireSections(session.media());
            requireReceiver(session);
            return take(Offer.of(session));
        } catch (SdpSyntaxException e) {
            return new AnswerResult.Malformed(e.line(), e.why());
        } catch (UnservableOffer e) {
            // The rules of bundle, mux, ICE and DTLS are those for offers, and so are their words.
            return new AnswerResult.Unservable(e.why().replace("the offer ", "the answer "));
        }
    }

    static String mid(int index) {
        return Integer.toString(index);
    }

    /** RFC 3264 section 6: as many sections in the same order. */
    private void requireSections(List<MediaDescription> answered) {
        if (answered.size() != stream.tracks().size()) {
            throw new UnservableOffer("the answer has " + answered.size() + " sections and the server's offer "
                    + stream.tracks().size());
        }
        for (int i = 0; i < answered.size(); i++) {
            MediaDescription media = answered.get(i);
            boolean kind =
                    media.kind().filter(stream.tracks().get(i).kind()::equals).isPresent();
            boolean named =
                    media.attributes().first("mid").map(String::strip).stream().anyMatch(mid(i)::equals);
            if (!kind || (!named && media.port() != 0)) {
                throw new UnservableOffer("section " + i + " of the answer is not that of the server's offer");
            }
        }
    }

    /** WHEP section 4.3.5: the player answers recvonly; this side takes nothing. */
    private static void requireReceiver(SessionDescription session) {
        boolean receives = false;
        for (MediaDescription media : session.media()) {
            // In an answer port 0 is off whatever else is said, but Offer takes it for on with bundle-only (RFC 9143).
            if (media.port() != 0 || media.attributes().has("bundle-only")) {
                Direction direction = Direction.of(session, media);
                if (direction == Direction.SENDRECV || direction == Direction.SENDONLY) {
                    throw new UnservableOffer("a section of the answer is " + direction.label()
                            + "; the server only sends, so answer recvonly (WHEP section 4.3.5)");
                }
                receives |= direction.receives();
            }
        }
        if (!receives) {
            throw new UnservableOffer("the answer takes nothing of what the server offers");
        }
    }

    private AnswerResult take(Offer answer) {
        RemoteTransport remote = OfferedTransport.readAnswer(answer);
        var tracks = new ArrayList<NegotiatedTrack>();
        for (OfferedSection section : answer.sections()) {
            if (section.wantsMedia()) {
                TrackDescription track = section.kind().flatMap(stream::track).orElseThrow();
                Optional<Integer> payloadType = OfferAnswer.choose(section.media(), track.codec());
                if (payloadType.isEmpty()) {
                    throw new UnservableOffer("the answer takes " + track.kind().label() + " but no payload type of "
                            + track.codec().encodingName() + " that suits the stream");
                }
                tracks.add(AnsweredTrack.of(answer, section, stream, track, payloadType.get())
                        .track());
            }
        }
        return new AnswerResult.Accepted(remote, tracks, OfferedTransport.roleAfter(answer));
    }
}
