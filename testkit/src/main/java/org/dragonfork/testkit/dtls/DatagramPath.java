package org.dragonfork.testkit.dtls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One direction of the way between two endpoints: what arrives when {@code datagram} was sent. */
@FunctionalInterface
public interface DatagramPath {
    List<byte[]> carry(byte[] datagram);

    /** Delivers everything once and in order. */
    static DatagramPath perfect() {
        return List::of;
    }

    /** Loses the datagram with this number, counted from 0, and delivers the rest. */
    static DatagramPath losing(int number) {
        int[] seen = {0};
        return datagram -> seen[0]++ == number ? List.of() : List.of(datagram);
    }

    /** Loses, doubles and reorders, each with this probability. */
    static DatagramPath unreliable(RandomGenerator random, double probability) {
        ArrayDeque<byte[]> late = new ArrayDeque<>();
        return datagram -> {
            List<byte[]> arriving = new ArrayList<>();
            if (random.nextDouble() < probability) {
                return arriving;
            }
            if (random.nextDouble() < probability) {
                late.add(datagram);
                return arriving;
            }
            arriving.add(datagram);
            if (random.nextDouble() < probability) {
                arriving.add(datagram);
            }
            arriving.addAll(late);
            late.clear();
            return arriving;
        };
    }
}
