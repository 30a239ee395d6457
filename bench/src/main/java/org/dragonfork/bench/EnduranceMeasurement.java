package org.dragonfork.bench;

import java.io.IOException;
import java.util.List;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/** A day of packets in a minute, over many wraps of the sequence number: nothing may grow. */
final class EnduranceMeasurement implements Measurement {
    @Override
    public String name() {
        return "endurance";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException, InterruptedException {
        progress.step("a viewer joins");
        try (var fanOut = new FanOutLoad(1, SrtpProfile.AEAD_AES_128_GCM, SinkChoice.AUTO)) {
            int warm = effort.endurancePackets() / 10 / fanOut.packets();
            int runs = effort.endurancePackets() / fanOut.packets();
            repeat(fanOut, warm);
            long before = Heap.used();
            progress.step("%,d packets".formatted((long) runs * fanOut.packets()));
            long started = System.nanoTime();
            repeat(fanOut, runs);
            double seconds = (System.nanoTime() - started) / 1e9;
            long after = Heap.used();
            fanOut.checkAllSent();
            double packets = (double) runs * fanOut.packets();
            double hours = packets / Frames.PACKETS_PER_SECOND / 3600;
            return new Table(
                    name(),
                    "Endurance: heap before and after many packets",
                    List.of(
                            "The way of the fan-out to one viewer at full speed; every packet must have been sent, in order,"
                                    + " over all wraps of the sequence number. Heap after garbage collection."),
                    List.of(
                            new Column("packets", "packets", 0),
                            new Column("streamHours", "hours of a stream", 1),
                            new Column("seconds", "in s", 1),
                            new Column("heapBefore", "heap before B", 0),
                            new Column("growth", "growth B", 0)),
                    List.of(Row.of("fan-out", packets, hours, seconds, (double) before, (double) (after - before))));
        }
    }

    private static void repeat(FanOutLoad load, int times) {
        for (int i = 0; i < times; i++) {
            load.run();
        }
    }
}
