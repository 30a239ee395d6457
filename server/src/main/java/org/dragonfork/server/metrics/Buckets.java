package org.dragonfork.server.metrics;

import java.util.Arrays;

/** Upper bounds of histograms, without the infinite one, which every histogram has. */
enum Buckets {
    /** No histogram. */
    NONE(""),
    /** The seed's, made for the establishment of ICE: seconds. */
    SETUP("0.05 0.1 0.25 0.5 1 2.5 5 10"),
    /** Parts of a set-up, of which some take less than a millisecond. */
    PHASE("0.0005 0.001 0.0025 0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10"),
    /** What a viewer waits for a picture; a key frame comes every two seconds. */
    FIRST_FRAME("0.1 0.25 0.5 1 1.5 2 3 5 10"),
    /** From the one who leaves at once to the one who watches all day. */
    SESSION("1 5 15 60 300 900 3600 14400"),
    /** Shares of packets lost: a picture suffers above 0.01. */
    LOSS("0 0.001 0.005 0.01 0.02 0.05 0.1 0.2 0.5 1"),
    /** Times on the network. */
    NETWORK("0.001 0.0025 0.005 0.01 0.025 0.05 0.1 0.2 0.3 0.5 1 2"),
    /** The way of a packet through this server: some ten microseconds for a few viewers, milliseconds for hundreds. */
    FORWARD("0.000025 0.00005 0.0001 0.00025 0.0005 0.001 0.0025 0.005");

    private final String text;

    Buckets(String text) {
        this.text = text;
    }

    double[] bounds() {
        return Arrays.stream(text.split(" ", -1))
                .filter(bound -> !bound.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** The bounds for people, separated by blanks, or nothing. */
    String text() {
        return text;
    }
}
