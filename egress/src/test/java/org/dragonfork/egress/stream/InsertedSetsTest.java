package org.dragonfork.egress.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.webrtc.codec.H264;
import org.dragonfork.webrtc.codec.H264Profile;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.codec.Vp8;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.junit.jupiter.api.Test;

/** A leg whose parameter sets stand outside the stream: in the ring they are before every key frame. */
class InsertedSetsTest {
    private static final long UNIX = 1_777_777_777_000_000_000L;
    private static final byte[] SPS = HexFormat.of().parseHex("676400158011");
    private static final byte[] PPS = HexFormat.of().parseHex("688044");
    private static final byte[] SEI = {0x06, 0x05, 0x00};
    private static final byte[] IDR = {0x65, 0x11, 0x22, 0x33};
    private static final byte[] DELTA = {0x41, 0x11, 0x22, 0x33};
    private static final String STAP_A = "7800066764001580110003688044";
    private static final Optional<H264Profile> HIGH = H264Profile.parse("640015");

    private final LiveStream stream = new LiveStream(
            new StreamId("cam"),
            Map.of(MediaKind.VIDEO, 40_000),
            Map.of(MediaKind.VIDEO, 7),
            Map.of(MediaKind.VIDEO, 1_000),
            5_000_000_000L,
            0,
            0);
    private final RtpLeg leg = stream.leg(MediaKind.VIDEO).orElseThrow();
    private int number = 65_530;
    private int nanos;

    private void describe() {
        leg.describe("H264", Optional.of(new H264(HIGH)), List.of(SPS, PPS));
    }

    private void receive(int picture, boolean marker, byte[] payload) {
        byte[] slot = leg.nextSlot();
        RtpHeader.write(slot, 0, marker, 102, number++ & 0xFFFF, picture * 3000, 9);
        System.arraycopy(payload, 0, slot, 12, payload.length);
        nanos++;
        leg.accept(12 + payload.length, nanos, UNIX + nanos);
    }

    /** Each packet of the ring: payload, picture, marker, key frame. */
    private List<String> ring() {
        PacketRing ring = leg.ring();
        var packets = new ArrayList<String>();
        for (long at = ring.start(); at < ring.end(); at++) {
            packets.add(HexFormat.of()
                            .formatHex(
                                    ring.bytes(at),
                                    ring.payloadOffset(at),
                                    ring.payloadOffset(at) + ring.payloadLength(at))
                    + " " + (ring.timestamp(at) - 1_000) / 3000
                    + (ring.marker(at) ? " marker" : "")
                    + (ring.keyFrame(at) ? " key" : ""));
        }
        return packets;
    }

    private List<Integer> numbers() {
        PacketRing ring = leg.ring();
        var numbers = new ArrayList<Integer>();
        for (long at = ring.start(); at < ring.end(); at++) {
            numbers.add(ring.sequence(at));
        }
        return numbers;
    }

    @Test
    void setsComeBeforeTheKeyFrameAndAllNumbersBehindMoveByOne() {
        describe();
        receive(0, false, SEI);
        receive(0, false, IDR);
        receive(0, true, IDR);
        receive(1, true, DELTA);
        receive(2, true, IDR);
        receive(3, true, DELTA);

        assertThat(ring())
                .containsExactly(
                        "060500 0",
                        STAP_A + " 0",
                        "65112233 0 key",
                        "65112233 0 marker key",
                        "41112233 1 marker",
                        STAP_A + " 2",
                        "65112233 2 marker key",
                        "41112233 3 marker");
        assertThat(numbers()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void countsStayThoseOfFfmpeg() {
        describe();
        receive(0, true, IDR);
        number += 2;
        receive(1, true, IDR);
        number--;
        receive(1, true, IDR);

        assertThat(leg.packets()).isEqualTo(3);
        assertThat(leg.bytes()).isEqualTo(3 * 16);
        assertThat(leg.lost()).isEqualTo(2);
        assertThat(leg.rejected()).as("the repeated one").isEqualTo(1);
        assertThat(numbers()).as("the gap stays one").containsExactly(0, 1, 4, 5);
        assertThat(leg.nanosSinceLastKeyFrame(nanos)).isEqualTo(1);
    }

    @Test
    void lateViewerBeginsAtTheSets() {
        describe();
        receive(0, true, IDR);
        receive(1, false, SEI);
        receive(1, true, IDR);
        receive(2, true, DELTA);

        PacketRing ring = leg.ring();
        long start = ring.newestPicture(0, ring.end());
        assertThat(ring().subList((int) start, (int) start + 3))
                .containsExactly("060500 1", STAP_A + " 1", "65112233 1 marker key");
        assertThat(ring.mediaNanos(start + 1)).isEqualTo(ring.mediaNanos(start + 2));
        assertThat(ring.arrivedNanos(start + 1)).isEqualTo(ring.arrivedNanos(start + 2));
    }

    @Test
    void keyFrameThatCameBeforeTheDescriptionGetsThemToo() {
        receive(0, true, IDR);
        receive(1, true, DELTA);
        describe();

        assertThat(ring()).containsExactly(STAP_A + " 0", "65112233 0 marker key", "41112233 1 marker");
    }

    /** FFmpeg sends the first key frame of its next run while it still prints its description. */
    @Test
    void descriptionInTheMiddleOfAPictureChangesNothingOfIt() {
        describe();
        receive(0, false, IDR);
        describe();
        receive(0, true, IDR);

        assertThat(ring()).containsExactly(STAP_A + " 0", "65112233 0 key", "65112233 0 marker key");
    }

    @Test
    void streamThatCarriesThemStaysAsItIs() {
        describe();
        receive(0, false, SPS);
        receive(0, false, PPS);
        receive(0, true, IDR);

        assertThat(ring()).containsExactly("676400158011 0", "688044 0", "65112233 0 marker key");
    }

    @Test
    void numbersGoOnOverTheNextRun() {
        describe();
        receive(0, true, IDR);
        number = 7;
        byte[] slot = leg.nextSlot();
        RtpHeader.write(slot, 0, true, 102, 7, 500_000, 10);
        System.arraycopy(IDR, 0, slot, 12, IDR.length);
        leg.accept(16, 9, UNIX + 40_000_000);

        assertThat(numbers()).containsExactly(0, 1, 2, 3);
        assertThat(leg.lost()).isZero();
    }

    @Test
    void otherCodecsAreLeftAlone() {
        leg.describe("VP8", Optional.of(new Vp8()), List.of(SPS, PPS));
        receive(0, true, IDR);

        assertThat(leg.ring().end()).isEqualTo(1);
    }
}
