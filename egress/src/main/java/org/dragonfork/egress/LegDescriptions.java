package org.dragonfork.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.ShardCommand;
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
                media.kind()
                        .ifPresent(kind -> payloadType(media)
                                .ifPresent(payloadType -> found.add(new ShardCommand.DescribeLeg(
                                        stream,
                                        kind,
                                        CodecReader.encodingName(media, payloadType),
                                        CodecReader.read(media, payloadType)))));
            }
        } catch (SdpSyntaxException _) {
            // Not a description; the watchdog of the leg will say what is missing.
            return List.of();
        }
        return found;
    }

    /** FFmpeg names one payload type for each leg. */
    private static Optional<Integer> payloadType(MediaDescription media) {
        return media.formats().stream()
                .filter(format -> format.matches("[0-9]{1,3}"))
                .map(Integer::valueOf)
                .findFirst();
    }
}
