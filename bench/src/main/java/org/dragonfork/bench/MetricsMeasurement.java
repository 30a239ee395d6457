package org.dragonfork.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/** What a packet costs more when the metrics are on: nothing that can be seen is the goal. */
final class MetricsMeasurement implements Measurement {
    private static final SrtpProfile PROFILE = SrtpProfile.AEAD_AES_128_GCM;

    /** The fewest: what is done once a packet, and not once a viewer, weighs most. */
    private static final int VIEWERS = 1;

    /** The fan-out under another name. */
    private record Named(FanOutLoad fanOut, String what) implements Load {
        @Override
        public void run() {
            fanOut.run();
        }

        @Override
        public int packets() {
            return fanOut.packets();
        }

        @Override
        public void close() {
            fanOut.close();
        }
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException {
        var loads = new ArrayList<Load>();
        try {
            loads.add(new Named(new FanOutLoad(VIEWERS, PROFILE, SinkChoice.AUTO), "metrics off"));
            loads.add(new Named(new FanOutLoad(VIEWERS, PROFILE, SinkChoice.AUTO), "metrics off, once more"));
            loads.add(new MeteredLoad(VIEWERS, PROFILE, false));
            loads.add(new MeteredLoad(VIEWERS, PROFILE, true));
            List<Cost> costs = new Rounds(effort).measure(loads, progress);
            var rows = new ArrayList<Row>();
            for (int i = 0; i < loads.size(); i++) {
                Cost cost = costs.get(i);
                rows.add(Row.of(
                        loads.get(i).what(),
                        cost.medianNanos(),
                        cost.ratioTo(costs.getFirst()),
                        cost.leastBytes() - costs.getFirst().leastBytes()));
                check(loads.get(i));
            }
            return new Table(
                    name(),
                    "Metrics: CPU time of one packet for one viewer, on against off",
                    List.of(
                            "The way of the fan-out to one viewer, where what is done once a packet weighs most; all"
                                    + " rows in turn in this run. 'Once more' is the same as the first row: how far it is"
                                    + " from 1 is the noise.",
                            "With the metrics on, events are heard and another thread scrapes all the while. Bytes are"
                                    + " those allocated for a packet beyond the first row; the goal is 0."),
                    List.of(
                            new Column("cpuNanos", "CPU ns", 0),
                            new Column("ratioToOff", "÷ off", 3),
                            new Column("moreBytes", "more B", 2)),
                    rows);
        } finally {
            loads.forEach(Load::close);
        }
    }

    private static void check(Load load) {
        switch (load) {
            case Named named -> named.fanOut().checkAllSent();
            case MeteredLoad metered -> {
                metered.checkAllSent();
                if (!metered.scrape().contains("dragonfork_webrtc_rtp_sent_packets_total{")) {
                    throw new IllegalStateException("the metrics do not know the stream");
                }
            }
            default -> throw new IllegalStateException("not of this measurement: " + load.what());
        }
    }
}
