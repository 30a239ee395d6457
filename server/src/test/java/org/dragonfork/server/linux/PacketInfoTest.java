package org.dragonfork.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.dragonfork.egress.media.Destination;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.junit.jupiter.api.Test;

/** Control messages, good ones and such as no kernel sends. */
class PacketInfoTest {
    private static final int ROOM = 64;
    private static final InetAddress FOUR = InetAddress.ofLiteral("192.0.2.9");
    private static final InetAddress SIX = InetAddress.ofLiteral("2001:db8::9");

    private final MemorySegment memory = Arena.ofAuto().allocate(ROOM, 8);
    private final PacketInfo reader = new PacketInfo();

    private static Destination destination(InetAddress local) {
        String remote = local.getAddress().length == 4 ? "198.51.100.1" : "2001:db8::1";
        return new Destination(new CandidatePair(local, new InetSocketAddress(InetAddress.ofLiteral(remote), 50_000)));
    }

    private String bytes(int length) {
        return HexFormat.of().formatHex(memory.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void hasTheLayoutOfTheKernel() {
        assertThat(PacketInfo.write(memory, 0, destination(SIX), NativeAddress.AF_INET6))
                .isEqualTo(36);
        assertThat(bytes(40))
                .isEqualTo("2400000000000000" + "29000000" + "32000000" + "20010db8000000000000000000000009"
                        + "00000000" + "00000000");

        memory.fill((byte) 0);
        assertThat(PacketInfo.write(memory, 0, destination(FOUR), NativeAddress.AF_INET))
                .isEqualTo(28);
        assertThat(bytes(32))
                .isEqualTo("1c00000000000000" + "00000000" + "08000000" + "00000000" + "c0000209" + "00000000"
                        + "00000000");
    }

    @Test
    void ipv4OnASocketOfIpv6IsMapped() {
        assertThat(PacketInfo.write(memory, 0, destination(FOUR), NativeAddress.AF_INET6))
                .isEqualTo(36);
        assertThat(bytes(36)).contains("00000000000000000000ffffc0000209");
        assertThat(reader.read(memory, 0, 40)).isEqualTo(FOUR);
    }

    @Test
    void nothingIsWrittenForADestinationWithoutASource() {
        var to = new Destination(new InetSocketAddress(FOUR, 1));
        assertThat(PacketInfo.write(memory, 0, to, NativeAddress.AF_INET6)).isZero();
        assertThat(bytes(ROOM)).matches("0+");
    }

    /** It would be an error of every send. */
    @Test
    void sourceOfTheOtherFamilyIsNone() {
        var to = new Destination(new CandidatePair(SIX, new InetSocketAddress(FOUR, 1)));
        assertThat(to.isSourced()).isFalse();
        assertThat(PacketInfo.write(memory, 0, to, NativeAddress.AF_INET6)).isZero();
    }

    @Test
    void readsWhatItWrites() {
        for (InetAddress address : new InetAddress[] {FOUR, SIX, FOUR}) {
            int length = PacketInfo.write(memory, 0, destination(address), NativeAddress.AF_INET6);
            assertThat(reader.read(memory, 0, length)).isEqualTo(address);
        }
        int length = PacketInfo.write(memory, 0, destination(FOUR), NativeAddress.AF_INET);
        assertThat(reader.read(memory, 0, length)).isEqualTo(FOUR);
    }

    @Test
    void interfaceIsKeptOnlyWhereItIsPartOfTheAddress() throws UnknownHostException {
        message(0, 36, PacketInfo.IPPROTO_IPV6, PacketInfo.IPV6_PKTINFO);
        write(16, "20010db8000000000000000000000009");
        memory.set(JAVA_INT, 32, 7);
        assertThat(reader.read(memory, 0, 40)).isEqualTo(SIX);
        assertThat(((Inet6Address) SIX).getScopeId()).isZero();
        assertThat(reader.read(memory, 0, 40))
                .isInstanceOfSatisfying(
                        Inet6Address.class,
                        address -> assertThat(address.getScopeId()).isZero());

        write(16, "fe800000000000000000000000000009");
        InetAddress onLink = reader.read(memory, 0, 40);
        assertThat(onLink)
                .isInstanceOfSatisfying(
                        Inet6Address.class,
                        address -> assertThat(address.getScopeId()).isEqualTo(7));
        PacketInfo.write(
                memory,
                0,
                destination(Inet6Address.getByAddress(
                        null, HexFormat.of().parseHex("fe800000000000000000000000000009"), 7)),
                10);
        assertThat(memory.get(JAVA_INT, 32)).isEqualTo(7);
    }

    @Test
    void whatWasSentToManyIsNoSource() {
        message(0, 36, PacketInfo.IPPROTO_IPV6, PacketInfo.IPV6_PKTINFO);
        write(16, "ff020000000000000000000000000001");
        assertThat(reader.read(memory, 0, 40)).isNull();
        write(16, "00000000000000000000000000000000");
        assertThat(reader.read(memory, 0, 40)).isNull();
        write(16, "00000000000000000000ffffe0000001");
        assertThat(reader.read(memory, 0, 40)).isNull();
    }

    @Test
    void findsItBehindAnotherMessageWhoseLengthIsNotAligned() {
        message(0, 17, 1, 29);
        message(24, 36, PacketInfo.IPPROTO_IPV6, PacketInfo.IPV6_PKTINFO);
        write(40, "20010db8000000000000000000000009");
        assertThat(reader.read(memory, 0, 64)).isEqualTo(SIX);
    }

    @Test
    void messagesOfOtherKindsAreNone() {
        message(0, 36, PacketInfo.IPPROTO_IPV6, PacketInfo.IPV6_RECVPKTINFO);
        assertThat(reader.read(memory, 0, 40)).isNull();
        message(0, 36, PacketInfo.IPPROTO_IP, PacketInfo.IPV6_PKTINFO);
        assertThat(reader.read(memory, 0, 40)).isNull();
    }

    @Test
    void anyShorterPartIsNone() {
        PacketInfo.write(memory, 0, destination(SIX), NativeAddress.AF_INET6);
        for (int length = 0; length < 36; length++) {
            assertThat(reader.read(memory, 0, length)).as("%d bytes", length).isNull();
        }
        assertThat(reader.read(memory, 0, 36)).isEqualTo(SIX);
    }

    @Test
    void lengthsThatCannotBeAreNoneAndEndTheReading() {
        for (long size : new long[] {
            0, 1, 15, 41, 65, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE, Long.MAX_VALUE - 7, -1, -16, Long.MIN_VALUE
        }) {
            message(0, size, PacketInfo.IPPROTO_IPV6, PacketInfo.IPV6_PKTINFO);
            assertThat(reader.read(memory, 0, 40)).as("%d", size).isNull();
            // And where another message comes first.
            message(0, 24, 1, 29);
            message(24, size, PacketInfo.IPPROTO_IPV6, PacketInfo.IPV6_PKTINFO);
            assertThat(reader.read(memory, 0, 64)).as("%d behind another", size).isNull();
        }
        for (long size = 16; size < 36; size++) {
            message(0, size, PacketInfo.IPPROTO_IPV6, PacketInfo.IPV6_PKTINFO);
            assertThat(reader.read(memory, 0, 40))
                    .as("%d is too short for it", size)
                    .isNull();
        }
    }

    /** Whatever stands there, the reader ends and stays inside: outside, the memory would throw. */
    @Test
    void junkIsReadWithoutHarm() {
        var random = new SplittableRandom(64);
        byte[] junk = new byte[ROOM];
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(junk);
            MemorySegment.copy(junk, 0, memory, ValueLayout.JAVA_BYTE, 0, ROOM);
            if (i % 2 == 0) {
                message(0, random.nextInt(80), random.nextInt(2) * 41, random.nextInt(2) * 42 + 8);
            }
            if (i % 4 == 0) {
                message(24, random.nextInt(80), random.nextInt(2) * 41, random.nextInt(2) * 42 + 8);
            }
            reader.read(memory, 0, random.nextInt(ROOM + 1));
        }
    }

    private void message(int at, long length, int level, int type) {
        memory.set(JAVA_LONG, at, length);
        memory.set(JAVA_INT, at + 8, level);
        memory.set(JAVA_INT, at + 12, type);
    }

    private void write(int at, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, at, bytes.length);
    }
}
