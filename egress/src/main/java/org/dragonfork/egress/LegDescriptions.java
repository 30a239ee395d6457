package org.dragonfork.egress;

import java.util.ArrayList;
import java.util.List;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.sdp.CodecReader;
import org.dragonfork.webrtc.sdp.MediaDescription;
import org.dragonfork.webrtc.sdp.SdpReader;
import org.dragonfork.webrtc.sdp.SdpSyntaxException;

/** Understands the session description that FFmpeg prints for its RTP outputs. */
final class LegDescriptions {
    private LegDescriptions() {}

    static List<ShardCommand.DescribeLeg> read(StreamId stream, String sdp) {
        var found = new ArrayList<ShardCommand.DescribeLeg>();
        try {
            for (MediaDescription media : SdpReader.read(sdp).media()) {
                for (MediaKind kind : MediaKind.values()) {
                    if (media.media().equals(kind.label()) && !media.payloadTypes().isEmpty()) {
                        int payloadType = media.payloadTypes().getFirst();
                        found.add(new ShardCommand.DescribeLeg(
                                stream,
                                kind,
                                CodecReader.encodingName(media, payloadType),
                                CodecReader.read(media, payloadType)));
                    }
                }
            }
        } catch (SdpSyntaxException _) {
            // Not a description; the watchdog of the leg will say what is missing.
            return List.of();
        }
        return found;
    }
}
