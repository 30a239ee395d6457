package org.dragonfork.egress;

import java.util.List;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.dtls.DtlsRole;
import org.dragonfork.webrtc.sdp.LocalTransport;
import org.dragonfork.webrtc.sdp.NegotiatedTrack;
import org.dragonfork.webrtc.sdp.RemoteTransport;

/**
 * What offer and answer came to, whoever made which.
 *
 * @param local what this side said of itself
 * @param tracks what will be sent
 * @param codecs of the stream, those of the tracks at least
 * @param role this side's in DTLS
 */
record Agreement(
        SessionId session,
        LocalTransport local,
        RemoteTransport remote,
        List<NegotiatedTrack> tracks,
        List<Codec> codecs,
        DtlsRole role) {}
