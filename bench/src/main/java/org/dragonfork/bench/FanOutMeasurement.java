package org.dragonfork.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dragonfork.server.linux.LinuxHost;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/** CPU time of a packet for a viewer, beside the two things it cannot do without: the cipher and the system call. */
final class FanOutMeasurement implements Measurement {
    // Highest ratios to a bare send that are fine; what was measured with prototypes is a good deal below.
    private static final double GOAL_SEGMENTED = 0.35;
    private static final double GOAL_GCM = 0.45;
    private static final double GOAL_CM = 0.80;
    private static final double GOAL_SINGLE = 1.5;

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
        boolean linux = LinuxHost.isSupported();
        loads.add(linux ? new BareCallLoad(false) : BareSend.open());
        loads.add(new ProtectAlone(SrtpProfile.AEAD_AES_128_GCM, effort.contexts()));
        loads.add(new ProtectAlone(SrtpProfile.AES128_CM_HMAC_SHA1_80, effort.contexts()));
        if (linux) {
            loads.add(new BareCallLoad(true));
            loads.add(BareSend.open());
        }
        for (int viewers : effort.audiences()) {
            add(loads, viewers, SrtpProfile.AEAD_AES_128_GCM, SinkChoice.AUTO, progress);
        }
        add(loads, effort.contexts(), SrtpProfile.AES128_CM_HMAC_SHA1_80, SinkChoice.AUTO, progress);
        if (linux) {
            for (SinkChoice way : List.of(SinkChoice.MMSG, SinkChoice.NIO)) {
                for (int viewers : effort.otherWays()) {
                    add(loads, viewers, SrtpProfile.AEAD_AES_128_GCM, way, progress);
                }
            }
        }

        List<Cost> costs = new Rounds(effort).measure(loads, progress);

        var rows = new ArrayList<Row>();
        for (int i = 0; i < loads.size(); i++) {
            rows.add(row(loads.get(i), costs.get(i), costs, linux));
            if (loads.get(i) instanceof FanOutLoad made) {
                made.checkAllSent();
            }
        }
        return new Table(
                name(),
                "Fan-out: CPU time of one packet for one viewer",
                List.of(
                        "MediaShard, FanOut and the datagram sink on the measuring thread: frames of 11 packets of 1,200 bytes,"
                                + " sealed for each viewer and sent to its own loopback socket, which nobody reads.",
                        "CPU time of that thread (system calls included, garbage collector not), all rows in turn, median of "
                                + effort.rounds() + " rounds; ratios are medians of the rounds' ratios. The goal is for"
                                + " ÷ bare send; that of ÷ (protect + send) is 1.25."),
                List.of(
                        new Column("cpuNanos", "CPU ns", 0),
                        new Column("viewersPerCore", "viewers of a core", 0),
                        new Column("ratioToSend", "÷ bare send", 2),
                        new Column("goal", "goal", 2),
                        new Column("ratioToProtect", "÷ protect alone", 2),
                        new Column("ratioToBoth", "÷ (protect + send)", 2)),
                rows);
    }

    private static Row row(Load load, Cost cost, List<Cost> costs, boolean linux) {
        double viewers = Double.NaN;
        double goal = Double.NaN;
        double toCipher = Double.NaN;
        double toBoth = Double.NaN;
        if (load instanceof FanOutLoad made) {
            boolean aead = made.profile().isAead();
            Cost cipher = costs.get(aead ? 1 : 2);
            viewers = 1e9 / cost.medianNanos() / Frames.PACKETS_PER_SECOND;
            toCipher = cost.ratioTo(cipher);
            if (made.segmented()) {
                goal = aead ? GOAL_GCM : GOAL_CM;
                toBoth = cost.ratioToSum(cipher, costs.get(3));
            } else {
                goal = GOAL_SINGLE;
                toBoth = cost.ratioToSum(cipher, costs.get(linux ? 4 : 0));
            }
        } else if (load instanceof BareCallLoad call && call.packets() == BareCalls.VIEWERS * Frames.PACKETS) {
            goal = GOAL_SEGMENTED;
        }
        return Row.of(load.what(), cost.medianNanos(), viewers, cost.ratioTo(costs.getFirst()), goal, toCipher, toBoth);
    }

    private static void add(List<Load> loads, int viewers, SrtpProfile profile, SinkChoice way, Progress progress)
            throws IOException {
        progress.step(viewers + (viewers == 1 ? " viewer joins" : " viewers join") + ", " + Frames.name(profile));
        loads.add(new FanOutLoad(viewers, profile, way));
    }
}
