package org.dragonfork.load;

/** One kind of media of all viewers. One thread. */
final class TrackTotals {
    private final String kind;
    private final String codec;
    private final Times jitter = new Times();
    private final MediaCounts counts = new MediaCounts();

    TrackTotals(String kind, String codec) {
        this.kind = kind;
        this.codec = codec;
    }

    void add(InboundTrack track) {
        counts.add(track);
        jitter.add(track.jitterNanos());
    }

    void merge(TrackTotals other) {
        counts.add(other.counts);
        jitter.addAll(other.jitter);
    }

    String kind() {
        return kind;
    }

    String codec() {
        return codec;
    }

    /** Of these only what is counted by sequence numbers. */
    MediaCounts counts() {
        return counts;
    }

    /** The jitter of each viewer in the end, as its last report would have it. */
    Times jitter() {
        return jitter;
    }
}
