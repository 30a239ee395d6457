package org.dragonfork.egress.event;

/** The WHEP operations that are counted; the label is the value of the metric's {@code route} (decision D20). */
public enum WhepRoute {
    /** POST of an offer. */
    SUBSCRIBE("subscribe"),
    /** DELETE of a session. */
    UNSUBSCRIBE("unsubscribe"),
    /** PATCH of a session: trickle or ICE restart. */
    TRICKLE("trickle");

    private final String label;

    WhepRoute(String label) {
        this.label = label;
    }

    /** Lower-case word. */
    public String label() {
        return label;
    }
}
