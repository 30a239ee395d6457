package org.dragonfork.load;

/** Counts of one viewer, or of many added up. One thread. */
final class MediaCounts {
    /** Media packets that came to the sockets, thrown away ones included, and the bytes of these datagrams. */
    long arrived;

    long bytes;
    /** Thrown away unseen, as was asked. */
    long droppedHere;

    long duplicates;
    long unauthenticated;
    /** Authentic, but of no track of the answer or malformed. */
    long unexpected;

    /** By sequence numbers. */
    long expected;

    long received;
    long reordered;
    long restarts;
    long recovered;

    long senderReports;
    long receiverReports;
    long nacks;
    long askedFor;
    long plis;

    void add(MediaCounts other) {
        arrived += other.arrived;
        bytes += other.bytes;
        droppedHere += other.droppedHere;
        duplicates += other.duplicates;
        unauthenticated += other.unauthenticated;
        unexpected += other.unexpected;
        expected += other.expected;
        received += other.received;
        reordered += other.reordered;
        restarts += other.restarts;
        recovered += other.recovered;
        senderReports += other.senderReports;
        receiverReports += other.receiverReports;
        nacks += other.nacks;
        askedFor += other.askedFor;
        plis += other.plis;
    }

    void add(InboundTrack track) {
        expected += track.expected();
        received += track.received();
        reordered += track.reordered();
        restarts += track.restarts();
        recovered += track.missing().recovered();
        askedFor += track.missing().askedFor();
    }

    long lost() {
        return expected - received;
    }

    double lostPercent() {
        return percent(lost());
    }

    /** What did not come the first time: lost for good, or recovered. */
    double missedPercent() {
        return percent(lost() + recovered);
    }

    /** Of what was sent. */
    private double percent(long packets) {
        return expected == 0 ? 0 : 100.0 * packets / expected;
    }
}
