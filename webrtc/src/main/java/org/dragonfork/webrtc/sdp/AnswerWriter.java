package org.dragonfork.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the answer to an offer: as many sections in the same order, all live ones on the one transport. */
final class AnswerWriter {
    private final Offer offer;
    private final List<AnsweredTrack> sending;
    private final StreamDescription stream;
    private final LocalTransport local;

    private AnswerWriter(Offer offer, List<AnsweredTrack> sending, StreamDescription stream, LocalTransport local) {
        this.offer = offer;
        this.sending = sending;
        this.stream = stream;
        this.local = local;
    }

    static String write(Offer offer, List<AnsweredTrack> sending, StreamDescription stream, LocalTransport local) {
        return SdpWriter.write(new AnswerWriter(offer, sending, stream, local).session());
    }

    private SessionDescription session() {
        var attributes = new ArrayList<Attribute>();
        attributes.add(new Attribute("group", "BUNDLE " + String.join(" ", offer.liveMids())));
        attributes.addAll(ServerIce.sessionAttributes());
        return new SessionDescription(
                Origin.anonymous(local.sessionId(), 1),
                "-",
                List.of(new SdpLine('t', "0 0")),
                new Attributes(attributes),
                offer.sections().stream()
                        .map(section -> section.isLive() ? live(section) : rejected(section.media()))
                        .toList());
    }

    private MediaDescription live(OfferedSection section) {
        Optional<AnsweredTrack> track = sending.stream()
                .filter(answered -> answered.track().mid().equals(section.mid()))
                .findFirst();
        var attributes = new ArrayList<>(transport(section));
        if (track.isPresent()) {
            attributes.addAll(media(track.get()));
        } else {
            attributes.addAll(inactive(section.media()));
        }
        if (section.mid().equals(offer.liveMids().getFirst())) {
            attributes.addAll(ServerIce.candidates(local.candidates()));
        }
        String format = track.map(answered -> Integer.toString(answered.track().payloadType()))
                .orElse(section.media().formats().getFirst());
        return section(section.media(), ServerIce.defaultPort(local.candidates()), List.of(format), attributes);
    }

    /** Full transport attributes in every live section: players that know no BUNDLE find them where they look. */
    private List<Attribute> transport(OfferedSection section) {
        var attributes = new ArrayList<Attribute>();
        attributes.add(new Attribute("mid", section.mid()));
        attributes.addAll(ServerIce.credentials(local.credentials()));
        attributes.add(new Attribute(
                "fingerprint",
                local.fingerprint().algorithm() + " " + local.fingerprint().value()));
        attributes.add(new Attribute("setup", "passive"));
        attributes.add(new Attribute("rtcp-mux"));
        attributes.add(new Attribute("rtcp-mux-only"));
        if (offer.hasShared(section, "rtcp-rsize")) {
            attributes.add(new Attribute("rtcp-rsize"));
        }
        return attributes;
    }

    private List<Attribute> media(AnsweredTrack answered) {
        NegotiatedTrack track = answered.track();
        var attributes = new ArrayList<Attribute>();
        answered.mid().map(HeaderExtension::answer).ifPresent(attributes::add);
        attributes.add(new Attribute(Direction.SENDONLY.label()));
        attributes.add(new Attribute("msid", stream.mediaStreamId() + " " + answered.trackId()));
        attributes.add(new Attribute("rtpmap", answered.rtpMap().text()));
        if (!answered.formatParameters().isEmpty()) {
            attributes.add(new Attribute("fmtp", track.payloadType() + " " + answered.formatParameters()));
        }
        feedback(attributes, track.payloadType(), track.nack(), "nack");
        feedback(attributes, track.payloadType(), track.pictureLossIndication(), "nack pli");
        feedback(attributes, track.payloadType(), track.fullIntraRequest(), "ccm fir");
        attributes.add(new Attribute("ssrc", Integer.toUnsignedString(track.ssrc()) + " cname:" + stream.cname()));
        return attributes;
    }

    private static void feedback(List<Attribute> attributes, int payloadType, boolean agreed, String type) {
        if (agreed) {
            attributes.add(new Attribute("rtcp-fb", payloadType + " " + type));
        }
    }

    /**
     * Kept in the bundle, with the first payload type as it was offered: rejecting the first section would make
     * Chromium refuse the whole answer, as its transport is the one that is used.
     */
    private static List<Attribute> inactive(MediaDescription media) {
        var attributes = new ArrayList<Attribute>();
        attributes.add(new Attribute(Direction.INACTIVE.label()));
        int payloadType = SdpText.number(media.formats().getFirst(), 127);
        media.rtpMap(payloadType).ifPresent(map -> attributes.add(new Attribute("rtpmap", map.text())));
        for (String value : media.attributes().all("fmtp")) {
            FormatParameters.read(value)
                    .filter(parameters -> parameters.payloadType() == payloadType)
                    .ifPresent(parameters -> attributes.add(new Attribute("fmtp", value)));
        }
        return attributes;
    }

    /** RFC 3264 section 6: port 0; outside the BUNDLE group. */
    private static MediaDescription rejected(MediaDescription media) {
        var attributes = new ArrayList<Attribute>();
        media.attributes().first("mid").ifPresent(mid -> attributes.add(new Attribute("mid", mid)));
        return new MediaDescription(
                media.media(),
                0,
                1,
                media.protocol(),
                media.formats(),
                List.of(new SdpLine('c', ServerIce.NO_ADDRESS)),
                new Attributes(attributes));
    }

    private MediaDescription section(
            MediaDescription offered, int port, List<String> formats, List<Attribute> attributes) {
        return new MediaDescription(
                offered.media(),
                port,
                1,
                offered.protocol(),
                formats,
                List.of(ServerIce.defaultConnection(local.candidates())),
                new Attributes(attributes));
    }
}
