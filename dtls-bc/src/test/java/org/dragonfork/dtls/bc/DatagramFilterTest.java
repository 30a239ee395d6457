package org.dragonfork.dtls.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.dtls.bc.DatagramFilter.Verdict.DROP;
import static org.dragonfork.dtls.bc.DatagramFilter.Verdict.LIMIT;
import static org.dragonfork.dtls.bc.DatagramFilter.Verdict.PASS;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.dragonfork.dtls.bc.DatagramFilter.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatagramFilterTest {
    private final HandshakeLimits limits = HandshakeLimits.defaults();
    private final DatagramFilter filter = new DatagramFilter(limits);

    private Verdict inspect(byte[] datagram) {
        return filter.duringHandshake(datagram, 0, datagram.length);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 0, 100, PASS",
        "1413, 0, 1175, PASS",
        "1413, 1175, 238, PASS",
        "0, 0, 0, PASS",
        "16384, 0, 10, PASS",
        "16385, 0, 10, DROP",
        "16777215, 0, 8, DROP",
        "100, 50, 51, DROP",
        "100, 101, 1, DROP",
        "100, 50, 0, DROP",
        "100, 16777215, 100, DROP"
    })
    void looksAtDeclaredLengthOffsetAndLength(int declared, int offset, int length, Verdict expected) {
        assertThat(inspect(record(22, 0, fragment(declared, offset, length)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "20, 0, 1, PASS",
        "20, 0, 2, DROP",
        "21, 0, 2, PASS",
        "21, 0, 3, DROP",
        "23, 0, 20, DROP",
        "24, 0, 20, DROP",
        "25, 0, 20, DROP",
        "22, 1, 40, PASS",
        "21, 1, 26, PASS",
        "23, 1, 40, DROP",
        "20, 1, 40, DROP",
        "22, 2, 40, DROP"
    })
    void letsThroughOnlyWhatBelongsIntoAHandshake(int type, int epoch, int length, Verdict expected) {
        assertThat(inspect(record(type, epoch, new byte[length]))).isEqualTo(expected);
        assertThat(filter.established(record(type, epoch, new byte[length]), 0, 13 + length))
                .isEqualTo(expected);
    }

    @Test
    void oneBadRecordSpoilsTheDatagram() {
        byte[] good = record(22, 0, fragment(20, 0, 20));
        assertThat(inspect(join(good, good))).isEqualTo(PASS);
        assertThat(inspect(join(good, record(23, 0, new byte[5])))).isEqualTo(DROP);
        assertThat(inspect(join(good, new byte[12]))).isEqualTo(DROP);
        assertThat(inspect(record(22, 0, join(fragment(20, 0, 20), new byte[11]))))
                .isEqualTo(DROP);
    }

    @Test
    void dropsRecordsThatPromiseMoreThanThereIs() {
        byte[] datagram = record(22, 0, fragment(20, 0, 20));
        for (int length = 0; length < datagram.length; length++) {
            assertThat(filter.duringHandshake(datagram, 0, length)).isEqualTo(DROP);
        }
    }

    @Test
    void dropsLongDatagrams() {
        assertThat(inspect(record(22, 1, new byte[limits.bytesPerDatagram() - 13])))
                .isEqualTo(PASS);
        assertThat(inspect(record(22, 1, new byte[limits.bytesPerDatagram() - 12])))
                .isEqualTo(DROP);
    }

    @Test
    void dropsOtherVersions() {
        byte[] datagram = record(22, 0, fragment(20, 0, 20));
        datagram[1] = 3;
        assertThat(inspect(datagram)).isEqualTo(DROP);
    }

    @Test
    void boundsDatagramsPerHandshake() {
        byte[] datagram = record(22, 0, fragment(20, 0, 20));
        for (int i = 0; i < limits.datagrams(); i++) {
            assertThat(inspect(datagram)).isEqualTo(PASS);
        }
        assertThat(inspect(datagram)).isEqualTo(LIMIT);
    }

    @Test
    void boundsFragmentsPerHandshake() {
        byte[] tiny = new byte[0];
        for (int i = 0; i < 100; i++) {
            tiny = join(tiny, fragment(10_000, i, 1));
        }
        byte[] datagram = record(22, 0, tiny);
        for (int i = 0; i < limits.fragments() / 100; i++) {
            assertThat(inspect(datagram)).isEqualTo(PASS);
        }
        assertThat(inspect(datagram)).isEqualTo(LIMIT);
    }

    @Test
    void whatIsDroppedDoesNotCount() {
        byte[] junk = record(23, 0, new byte[100]);
        for (int i = 0; i < 10 * limits.datagrams(); i++) {
            assertThat(inspect(junk)).isEqualTo(DROP);
        }
        assertThat(inspect(record(22, 0, fragment(20, 0, 20)))).isEqualTo(PASS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverThrowsOnArbitraryBytes(long seed) {
        Random random = new Random(seed);
        byte[] valid = join(
                join(record(22, 0, fragment(300, 0, 200)), record(20, 0, new byte[] {1})), record(22, 1, new byte[40]));
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes;
            if (random.nextBoolean()) {
                bytes = new byte[random.nextInt(100)];
                random.nextBytes(bytes);
            } else {
                bytes = valid.clone();
                for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            int offset = random.nextInt(bytes.length + 1);
            assertThat(new DatagramFilter(limits).duringHandshake(bytes, offset, bytes.length - offset))
                    .isNotNull();
        }
    }

    static byte[] record(int type, int epoch, byte[] body) {
        return ByteBuffer.allocate(13 + body.length)
                .put((byte) type)
                .putShort((short) 0xFEFD)
                .putShort((short) epoch)
                .put(new byte[6])
                .putShort((short) body.length)
                .put(body)
                .array();
    }

    static byte[] fragment(int declared, int offset, int length) {
        return ByteBuffer.allocate(12 + length)
                .put((byte) 1)
                .put((byte) (declared >> 16))
                .putShort((short) declared)
                .putShort((short) 0)
                .put((byte) (offset >> 16))
                .putShort((short) offset)
                .put((byte) (length >> 16))
                .putShort((short) length)
                .array();
    }

    private static byte[] join(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }
}
