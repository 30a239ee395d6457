package org.dragonfork.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;
import org.dragonfork.webrtc.codec.MediaKind;

/** Writes the server's reply to an ICE restart as {@code application/trickle-ice-sdpfrag} (RFC 8840 section 9). */
public final class SdpFragmentWriter {
    /** The rest of a pseudo m-line says nothing (RFC 8840 section 4); this is what players write themselves. */
    private static final int DISCARD_PORT = 9;

    private SdpFragmentWriter() {}

    /**
     * New credentials and all candidates, with the same ICE options as the answer (WHEP section 4.5.3).
     *
     * @param local the transport with its new credentials
     * @param kind kind of the section with this mid; players do not read it
     * @param bundleMid mid of the section whose transport is used
     */
    public static String restart(LocalTransport local, MediaKind kind, String bundleMid) {
        var attributes = new ArrayList<Attribute>();
        attributes.add(new Attribute("mid", bundleMid));
        attributes.addAll(ServerIce.credentials(local.credentials()));
        attributes.addAll(ServerIce.candidates(local.candidates()));
        var section = new MediaDescription(
                kind.label(),
                DISCARD_PORT,
                1,
                "UDP/TLS/RTP/SAVPF",
                List.of("0"),
                List.of(),
                new Attributes(attributes));
        var text = new StringBuilder();
        SdpWriter.lines(text, List.of(), new Attributes(ServerIce.sessionAttributes()));
        SdpWriter.media(text, List.of(section));
        return text.toString();
    }
}
