package org.dragonfork.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/** CPU time of a packet for a viewer, beside the two things it cannot do without: the cipher and the system call. */
final class FanOutMeasurement implements Measurement {
    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException {
        var loads = new ArrayList<Load>();
        try {
            return measure(effort, progress, loads);
        } finally {
            loads.forEach(Load::close);
        }
    }

    private Table measure(Effort effort, Progress progress, List<Load> loads) throws IOException {
        loads.add(BareSend.open());
        loads.add(new ProtectAlone(SrtpProfile.AEAD_AES_128_GCM, effort.contexts()));
        loads.add(new ProtectAlone(SrtpProfile.AES128_CM_HMAC_SHA1_80, effort.contexts()));
        for (int viewers : effort.audiences()) {
            add(loads, viewers, SrtpProfile.AEAD_AES_128_GCM, progress);
        }
        add(loads, effort.contexts(), SrtpProfile.AES128_CM_HMAC_SHA1_80, progress);

        List<Cost> costs = new Rounds(effort).measure(loads, progress);

        var rows = new ArrayList<Row>();
        for (int i = 0; i < loads.size(); i++) {
            Load load = loads.get(i);
            Cost cost = costs.get(i);
            double perCore = 1e9 / cost.medianNanos();
            boolean fanOut = load instanceof FanOutLoad;
            double ofCipher = load instanceof FanOutLoad made
                    ? cost.ratioTo(costs.get(made.profile().isAead() ? 1 : 2))
                    : Double.NaN;
            rows.add(Row.of(
                    load.what(),
                    cost.medianNanos(),
                    perCore,
                    fanOut ? perCore / Frames.PACKETS_PER_SECOND : Double.NaN,
                    cost.ratioTo(costs.get(0)),
                    ofCipher));
            if (load instanceof FanOutLoad made) {
                made.checkAllSent();
            }
        }
        return new Table(
                name(),
                "Fan-out: CPU time of one packet for one viewer",
                List.of(
                        "MediaShard, FanOut and the datagram sink on the measuring thread: frames of 11 packets of"
                                + " 1,200 bytes, sealed for each viewer and sent to its own loopback socket, which nobody"
                                + " reads.",
                        "CPU time of that thread (system calls included, garbage collector not), all rows in turn,"
                                + " median of "
                                + effort.rounds() + " rounds; ratios are medians of the rounds' ratios."),
                List.of(
                        new Column("cpuNanos", "CPU ns", 0),
                        new Column("packetsPerSecondPerCore", "packets/s of a core", 0),
                        new Column("viewersPerCore", "viewers of a core", 0),
                        new Column("ratioToSend", "÷ bare send", 2),
                        new Column("ratioToProtect", "÷ protect alone", 2)),
                rows);
    }

    private static void add(List<Load> loads, int viewers, SrtpProfile profile, Progress progress) throws IOException {
        progress.step(viewers + (viewers == 1 ? " viewer joins" : " viewers join") + ", " + Frames.name(profile));
        loads.add(new FanOutLoad(viewers, profile, SinkChoice.AUTO));
    }
}
