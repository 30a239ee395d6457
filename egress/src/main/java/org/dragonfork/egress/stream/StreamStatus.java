package org.dragonfork.egress.stream;

import java.util.List;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.webrtc.codec.Codec;

/**
 * What other threads may know of a stream: made by its media thread, never changed.
 *
 * @param live whether a viewer would get media now
 * @param why one line why not, empty when live
 * @param codecs what a viewer would get, video first
 * @param legs for people
 */
public record StreamStatus(boolean live, String why, List<Codec> codecs, List<LegSnapshot> legs) {
    public StreamStatus {
        codecs = List.copyOf(codecs);
        legs = List.copyOf(legs);
    }
}
