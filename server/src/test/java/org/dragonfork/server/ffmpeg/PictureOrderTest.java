package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PictureOrderTest {
    private static PictureOrder of(List<String> lines) {
        var order = new PictureOrder();
        lines.forEach(order::accept);
        return order;
    }

    @Test
    void seesAPictureThatIsShownBeforeAnEarlierOne() {
        PictureOrder order = of(List.of(
                "#codec_id 0: h264",
                "0,      -1024,          0,      512,     5064, 0xa2ac6d76",
                "0,       -512,       1536,      512,     2133, 0x944f373a, F=0x0",
                "0,          0,        512,      512,     1099, 0xdfea2bc0, F=0x0"));

        assertThat(order.isDecided()).isTrue();
        assertThat(order.mayBeReordered()).isTrue();
    }

    @Test
    void isSureOnlyAfterEnoughPictures() {
        var order = new PictureOrder();
        for (int i = 0; i < PictureOrder.ENOUGH; i++) {
            assertThat(order.isDecided()).isFalse();
            order.accept("0,  " + i * 40 + ",  " + i * 40 + ",  40,  1500, 0x5d620816, F=0x0, S=1,        1");
        }

        assertThat(order.isDecided()).isTrue();
        assertThat(order.mayBeReordered()).isFalse();
    }

    @Test
    void doesNotTrustWhatHasNoTimesOrHardlyAnyPictures() {
        assertThat(of(List.of()).mayBeReordered()).isTrue();
        assertThat(of(List.of()).hasBegun()).isFalse();
        assertThat(of(List.of("0, 0, 0, 1, 1, 0x0")).mayBeReordered()).isTrue();
        PictureOrder untimed = of(List.of("0, NOPTS, NOPTS, 1, 1, 0x0"));
        assertThat(untimed.isDecided()).isTrue();
        assertThat(untimed.mayBeReordered()).isTrue();
    }

    @Test
    void ignoresOtherStreamsAndNonsense() {
        PictureOrder order = of(List.of("1, 5, 5, 1, 1, 0x0", "", "0,", "0, x, y,", "0, 1, 99999999999999999999, 1"));

        assertThat(order.hasBegun()).isFalse();
    }
}
