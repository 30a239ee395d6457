package org.dragonfork.egress.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.webrtc.codec.H264;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.junit.jupiter.api.Test;

/** FFmpeg's first packets are here before its description of them. */
class RtpLegTest {
    private static final long UNIX = 1_777_777_777_000_000_000L;
    private static final byte[] SPS = {0x67, 0x42, (byte) 0xE0, 0x1F, 0x01};
    private static final byte[] IDR = {0x65, 0x11, 0x22, 0x33};
    private static final byte[] DELTA = {0x41, 0x11, 0x22, 0x33};

    private final LiveStream stream = new LiveStream(
            new StreamId("cam"),
            Map.of(MediaKind.VIDEO, 40_000),
            Map.of(MediaKind.VIDEO, 7),
            Map.of(MediaKind.VIDEO, 1_000),
            5_000_000_000L,
            0,
            0);
    private final RtpLeg leg = stream.leg(MediaKind.VIDEO).orElseThrow();

    @Test
    void startsWithTheKeyFrameThatCameBeforeTheDescription() {
        receive(1, SPS);
        receive(2, IDR);
        receive(3, DELTA);
        assertThat(stream.publish(3).live()).isFalse();

        leg.describe("H264", Optional.of(new H264()), List.of());

        assertThat(stream.publish(4).live()).isTrue();
        assertThat(leg.ring().end() - leg.ring().start()).isEqualTo(3);
        assertThat(leg.ring().keyFrame(leg.ring().start() + 1)).isTrue();
        assertThat(leg.nanosSinceLastKeyFrame(10)).isEqualTo(8);
        assertThat(leg.packets()).isEqualTo(3);
    }

    @Test
    void keepsTheirOrderWithWhatComesLater() {
        receive(1, SPS);
        leg.describe("H264", Optional.of(new H264()), List.of());
        receive(2, IDR);

        long start = leg.ring().start();
        assertThat(leg.ring().sequence(start + 1) - leg.ring().sequence(start)).isEqualTo(1);
        assertThat(leg.rejected()).isZero();
    }

    @Test
    void keepsNothingOfALegThatIsNeverDescribedForLong() {
        for (int i = 0; i < 10_000; i++) {
            receive(i, i == 0 ? SPS : DELTA);
        }

        leg.describe("H264", Optional.of(new H264()), List.of());

        assertThat(leg.ring().end() - leg.ring().start()).isEqualTo(EarlyPackets.MOST);
        // The first ones: they begin with a key frame.
        assertThat(stream.publish(10_000).live()).isTrue();
    }

    @Test
    void keepsNothingOfACodecThatNobodyCanPlay() {
        leg.describe("MPEG4", Optional.empty(), List.of());
        receive(1, SPS);

        leg.describe("H264", Optional.of(new H264()), List.of());

        assertThat(leg.ring().end()).isEqualTo(leg.ring().start());
    }

    @Test
    void countsAPictureOfManyPacketsOnceAndOneThatLostItsEndToo() {
        leg.describe("H264", Optional.of(new H264()), List.of());
        receive(1, 90_000, false, SPS);
        receive(2, 90_000, true, IDR);
        receive(3, 93_600, false, DELTA);
        receive(5, 97_200, false, DELTA);
        receive(6, 97_200, true, DELTA);

        assertThat(stream.publish(10).legs().getFirst().pictures()).isEqualTo(3);
    }

    @Test
    void countsPicturesToWhichFfmpegGaveOneTimestamp() {
        receive(1, 90_000, true, IDR);
        receive(2, 90_000, true, DELTA);
        receive(3, 90_000, true, DELTA);

        assertThat(stream.publish(10).legs().getFirst().pictures()).isEqualTo(3);
    }

    private void receive(int number, byte[] payload) {
        receive(number, number * 3000, true, payload);
    }

    private void receive(int number, int timestamp, boolean marker, byte[] payload) {
        byte[] slot = leg.nextSlot();
        RtpHeader.write(slot, 0, marker, 102, number & 0xFFFF, timestamp, 9);
        System.arraycopy(payload, 0, slot, 12, payload.length);
        leg.accept(12 + payload.length, number, UNIX + number);
    }
}
