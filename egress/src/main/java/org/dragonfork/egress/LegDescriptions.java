package org.dragonfork.egress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.egress.stream.LiveStream;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.sdp.CodecReader;
import org.dragonfork.webrtc.sdp.MediaDescription;
import org.dragonfork.webrtc.sdp.ParameterSetReader;
import org.dragonfork.webrtc.sdp.SdpReader;
import org.dragonfork.webrtc.sdp.SdpSyntaxException;

/** Understands the session description that FFmpeg prints for its RTP outputs. */
final class LegDescriptions {
    private LegDescriptions() {}

    /** What is said about each leg; sections for other ports are of the user's own outputs. */
    static List<ShardCommand.DescribeLeg> read(LiveStream stream, String sdp) {
        var legs = new HashMap<Integer, MediaKind>();
        stream.legs().forEach(leg -> legs.put(leg.port(), leg.kind()));
        var found = new ArrayList<ShardCommand.DescribeLeg>();
        try {
            for (MediaDescription media : SdpReader.read(sdp).media()) {
                MediaKind kind = legs.get(media.port());
                Optional<Integer> payloadType = payloadType(media);
                if (kind != null && payloadType.isPresent()) {
                    found.add(new ShardCommand.DescribeLeg(
                            stream.id(),
                            kind,
                            payloadType.get(),
                            CodecReader.encodingName(media, payloadType.get()),
                            CodecReader.read(media, payloadType.get()).filter(codec -> codec.kind() == kind),
                            ParameterSetReader.read(media, payloadType.get())));
                }
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
