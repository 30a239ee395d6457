package org.dragonfork.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/** Bytes allocated for a packet of a viewer, and what of it is not the JDK's cipher. */
final class AllocationMeasurement implements Measurement {
    @Override
    public String name() {
        return "allocation";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException {
        var rows = new ArrayList<Row>();
        for (SrtpProfile profile : List.of(SrtpProfile.AEAD_AES_128_GCM, SrtpProfile.AES128_CM_HMAC_SHA1_80)) {
            rows.add(row(profile, effort, progress));
        }
        return new Table(
                name(),
                "Allocation: bytes for one packet of one viewer",
                List.of(
                        "Bytes allocated by the measuring thread on the way of the fan-out with " + effort.contexts()
                                + " viewers, in the best of " + effort.rounds()
                                + " rounds; the cipher's own are those of SRTP protect alone.",
                        "Ours is the difference: header, ring, shard, sink and socket. The goal is 0."),
                List.of(
                        new Column("totalBytes", "total B", 2),
                        new Column("cipherBytes", "cipher B", 2),
                        new Column("oursBytes", "ours B", 2)),
                rows);
    }

    private static Row row(SrtpProfile profile, Effort effort, Progress progress) throws IOException {
        progress.step(effort.contexts() + " viewers join, " + Frames.name(profile));
        try (var fanOut = new FanOutLoad(effort.contexts(), profile, SinkChoice.AUTO);
                var cipher = new ProtectAlone(profile, effort.contexts())) {
            List<Cost> costs = new Rounds(effort).measure(List.of(fanOut, cipher), progress);
            double total = costs.get(0).leastBytes();
            double ofCipher = costs.get(1).leastBytes();
            fanOut.checkAllSent();
            return Row.of(Frames.name(profile), total, ofCipher, total - ofCipher);
        }
    }
}
