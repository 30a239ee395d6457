package org.dragonfork.webrtc.rtcp;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.dragonfork.webrtc.rtcp.RtcpPacket.Bye;
import org.dragonfork.webrtc.rtcp.RtcpPacket.FullIntraRequest;
import org.dragonfork.webrtc.rtcp.RtcpPacket.Nack;
import org.dragonfork.webrtc.rtcp.RtcpPacket.PictureLossIndication;
import org.dragonfork.webrtc.rtcp.RtcpPacket.ReceiverReport;
import org.dragonfork.webrtc.rtcp.RtcpPacket.SenderReport;
import org.dragonfork.webrtc.rtcp.RtcpPacket.SourceDescription;

/** Valid packets of all kinds that can be written. */
final class RandomRtcp {
    private RandomRtcp() {}

    static RandomGenerator random(long seed) {
        return new SplittableRandom(seed);
    }

    static RtcpPacket packet(RandomGenerator random) {
        return switch (random.nextInt(7)) {
            case 0 ->
                new SenderReport(
                        random.nextInt(),
                        random.nextLong(),
                        random.nextInt(),
                        uint32(random),
                        uint32(random),
                        blocks(random));
            case 1 -> new ReceiverReport(random.nextInt(), blocks(random));
            case 2 -> new SourceDescription(random.nextInt(), text(random));
            case 3 -> new Bye(random.ints(random.nextInt(32)).boxed().toList());
            case 4 -> new Nack(random.nextInt(), random.nextInt(), lost(random));
            case 5 -> new PictureLossIndication(random.nextInt(), random.nextInt());
            default ->
                new FullIntraRequest(
                        random.nextInt(),
                        IntStream.range(0, 1 + random.nextInt(FullIntraRequest.MAX_ENTRIES))
                                .mapToObj(i -> new FullIntraRequest.Entry(random.nextInt(), random.nextInt(256)))
                                .toList());
        };
    }

    private static List<ReportBlock> blocks(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(RtcpPacket.MAX_COUNT + 1))
                .mapToObj(i -> new ReportBlock(
                        random.nextInt(),
                        random.nextInt(256),
                        random.nextInt(-(1 << 23), 1 << 23),
                        uint32(random),
                        uint32(random),
                        random.nextInt(),
                        random.nextInt()))
                .toList();
    }

    /** Mostly rising, across the wrap, sometimes in any order. */
    private static List<Integer> lost(RandomGenerator random) {
        int count = 1 + random.nextInt(100);
        int start = random.nextInt(65_536);
        return random.nextInt(5) == 0
                ? random.ints(count, 0, 65_536).boxed().toList()
                : IntStream.range(0, count)
                        .mapToObj(i -> (start + 3 * i) & 0xFFFF)
                        .toList();
    }

    private static String text(RandomGenerator random) {
        return random.ints(random.nextInt(128), 1, 0x7FF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static long uint32(RandomGenerator random) {
        return random.nextLong(1L << 32);
    }
}
