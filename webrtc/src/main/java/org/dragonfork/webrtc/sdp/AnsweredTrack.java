package org.dragonfork.webrtc.sdp;

import java.util.Optional;

/**
 * A track together with what its section of the answer says.
 *
 * @param formatParameters "" for no fmtp line
 */
record AnsweredTrack(
        NegotiatedTrack track, String trackId, RtpMap rtpMap, String formatParameters, Optional<HeaderExtension> mid) {
    static AnsweredTrack of(
            Offer offer,
            OfferedSection section,
            StreamDescription stream,
            TrackDescription description,
            int payloadType) {
        MediaDescription media = section.media();
        Optional<HeaderExtension> mid = HeaderExtension.mid(offer.session(), media, section.mid());
        var track = new NegotiatedTrack(
                description.kind(),
                section.mid(),
                payloadType,
                description.ssrc(),
                HeaderExtension.idOf(mid),
                stream.retransmission() && media.allowsFeedback(payloadType, "nack"),
                media.allowsFeedback(payloadType, "nack pli"),
                media.allowsFeedback(payloadType, "ccm fir"),
                offer.hasShared(section, "rtcp-rsize"));
        return new AnsweredTrack(
                track,
                description.trackId(),
                media.rtpMap(payloadType).orElseGet(() -> RtpMap.of(payloadType, description.codec())),
                description.codec().answerFormatParameters(media.formatParameters(payloadType)),
                mid);
    }
}
