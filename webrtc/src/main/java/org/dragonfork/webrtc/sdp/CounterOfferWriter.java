package org.dragonfork.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * Writes an offer of this side: a section for each track, all on the one transport of the first (RFC 9143 section 7.2, RFC
 * 9429 section 5.2.1).
 */
final class CounterOfferWriter {
    /** Dynamic payload types (RFC 3551 section 3). */
    private static final int FIRST_DYNAMIC = 96;

    /** Payload types that RFC 3551 fixes, for formats that browsers know. */
    private static final int LAST_FIXED = 34;

    /** Any id of the one-byte form; there is no other extension. */
    private static final int MID_ID = 1;

    private final StreamDescription stream;
    private final LocalTransport local;
    private int nextPayloadType = FIRST_DYNAMIC;

    private CounterOfferWriter(StreamDescription stream, LocalTransport local) {
        this.stream = stream;
        this.local = local;
    }

    static String write(StreamDescription stream, LocalTransport local) {
        return SdpWriter.write(new CounterOfferWriter(stream, local).session());
    }

    private SessionDescription session() {
        var sections = new ArrayList<MediaDescription>();
        var mids = new ArrayList<String>();
        for (TrackDescription track : stream.tracks()) {
            String mid = CounterOffer.mid(sections.size());
            sections.add(section(track, mid, sections.isEmpty()));
            mids.add(mid);
        }
        var attributes = new ArrayList<Attribute>();
        attributes.add(new Attribute("group", "BUNDLE " + String.join(" ", mids)));
        attributes.addAll(ServerIce.sessionAttributes());
        return new SessionDescription(
                Origin.anonymous(local.sessionId(), 1),
                "-",
                List.of(new SdpLine('t', "0 0")),
                new Attributes(attributes),
                sections);
    }

    private MediaDescription section(TrackDescription track, String mid, boolean tagged) {
        var attributes = new ArrayList<Attribute>();
        attributes.add(new Attribute("mid", mid));
        attributes.addAll(tagged ? transport() : bundleOnly());
        attributes.add(new Attribute("extmap", MID_ID + " " + HeaderExtension.MID));
        attributes.add(new Attribute(Direction.SENDONLY.label()));
        attributes.add(new Attribute("msid", stream.mediaStreamId() + " " + track.trackId()));
        var formats = new ArrayList<String>();
        for (String parameters : track.codec().offeredFormatParameters()) {
            int payloadType = payloadType(track.codec());
            formats.add(Integer.toString(payloadType));
            attributes.add(new Attribute(
                    "rtpmap", RtpMap.of(payloadType, track.codec()).text()));
            if (!parameters.isEmpty()) {
                attributes.add(new Attribute("fmtp", payloadType + " " + parameters));
            }
            for (String feedback : feedback(track.kind())) {
                attributes.add(new Attribute("rtcp-fb", payloadType + " " + feedback));
            }
        }
        attributes.add(new Attribute("ssrc", Integer.toUnsignedString(track.ssrc()) + " cname:" + stream.cname()));
        if (tagged) {
            attributes.addAll(ServerIce.candidates(local.candidates()));
        }
        return new MediaDescription(
                track.kind().label(),
                tagged ? ServerIce.defaultPort(local.candidates()) : 0,
                1,
                "UDP/TLS/RTP/SAVPF",
                formats,
                List.of(
                        tagged
                                ? ServerIce.defaultConnection(local.candidates())
                                : new SdpLine('c', ServerIce.NO_ADDRESS)),
                new Attributes(attributes));
    }

    private List<Attribute> transport() {
        var attributes = new ArrayList<>(ServerIce.credentials(local.credentials()));
        attributes.add(new Attribute(
                "fingerprint",
                local.fingerprint().algorithm() + " " + local.fingerprint().value()));
        attributes.add(new Attribute("setup", "actpass"));
        attributes.add(new Attribute("rtcp-mux"));
        attributes.add(new Attribute("rtcp-mux-only"));
        attributes.add(new Attribute("rtcp-rsize"));
        return attributes;
    }

    /** RFC 9143 section 7.1.3 leaves out what the tagged section says; rtcp-mux is written, as libwebrtc looks for it. */
    private static List<Attribute> bundleOnly() {
        return List.of(new Attribute("bundle-only"), new Attribute("rtcp-mux"));
    }

    private List<String> feedback(MediaKind kind) {
        return switch (kind) {
            case VIDEO ->
                stream.retransmission() ? List.of("nack", "nack pli", "ccm fir") : List.of("nack pli", "ccm fir");
            case AUDIO -> stream.retransmission() ? List.of("nack") : List.of();
        };
    }

    private int payloadType(Codec codec) {
        for (int fixed = 0; fixed <= LAST_FIXED; fixed++) {
            Optional<RtpMap> map = RtpMap.fixed(codec.kind(), fixed).filter(found -> found.names(codec));
            if (map.isPresent()) {
                return fixed;
            }
        }
        return nextPayloadType++;
    }
}
