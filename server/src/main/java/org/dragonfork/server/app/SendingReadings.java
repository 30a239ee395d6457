package org.dragonfork.server.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dragonfork.egress.media.SinkCounts;
import org.dragonfork.server.metrics.SendingReading;
import org.dragonfork.server.net.MediaLoop;
import org.dragonfork.server.net.MediaSockets;

/** What the media threads tell, in the words of the metrics. */
final class SendingReadings {
    private SendingReadings() {}

    static SendingReading of(MediaSockets sockets, List<MediaLoop> loops, String srtpProvider) {
        SinkCounts counts = SinkCounts.NONE;
        var readings = new ArrayList<SendingReading.Loop>();
        for (MediaLoop loop : loops) {
            counts = counts.plus(loop.sent());
            readings.add(new SendingReading.Loop(loop.name(), loop.longestTurnNanos() / 1e9, loop.slowTurns()));
        }
        return new SendingReading(sockets.way().name().toLowerCase(Locale.ROOT), srtpProvider, counts, readings);
    }
}
