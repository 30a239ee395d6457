package org.dragonfork.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyMediaTest {
    private final EarlyMedia early = new EarlyMedia();
    private final byte[] buffer = new byte[64];

    @Test
    void givesEachDatagramBackAsItCameAndInOrder() {
        for (int i = 0; i < 3; i++) {
            buffer[0] = (byte) i;
            early.keep(buffer, 10 + i, 1_000L + i);
        }

        var taken = early.take();

        assertThat(taken).extracting(EarlyMedia.Datagram::arrivedNanos).containsExactly(1_000L, 1_001L, 1_002L);
        assertThat(taken).extracting(datagram -> datagram.bytes().length).containsExactly(10, 11, 12);
        assertThat(taken).extracting(datagram -> datagram.bytes()[0]).containsExactly((byte) 0, (byte) 1, (byte) 2);
        assertThat(early.take()).isEmpty();
    }

    @Test
    void keepsTheFirstOnesOnlyWhenTheKeysNeverCome() {
        for (int i = 0; i < 100_000; i++) {
            early.keep(buffer, buffer.length, i);
        }

        assertThat(early.take())
                .hasSize(128)
                .last()
                .satisfies(datagram -> assertThat(datagram.arrivedNanos()).isEqualTo(127));
    }
}
