package org.dragonfork.webrtc.sdp;

import java.util.OptionalInt;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * What was agreed for one track that will be sent.
 *
 * @param mid mid of its section
 * @param payloadType the viewer's number for the codec
 * @param ssrc the SSRC the answer announces
 * @param midExtensionId id for the MID in the one-byte form of RFC 8285; empty when it is not to be sent
 * @param nack the viewer may send generic NACK (RFC 4585 section 6.2.1)
 * @param pictureLossIndication the viewer may send PLI (RFC 4585 section 6.3.1)
 * @param fullIntraRequest the viewer may send FIR (RFC 5104 section 4.3.1)
 * @param reducedSizeRtcp both sides may send RTCP packets that are not compound (RFC 5506)
 */
public record NegotiatedTrack(
        MediaKind kind,
        String mid,
        int payloadType,
        int ssrc,
        OptionalInt midExtensionId,
        boolean nack,
        boolean pictureLossIndication,
        boolean fullIntraRequest,
        boolean reducedSizeRtcp) {}
