package org.dragonfork.egress.event;

/** The WHEP operations; the words of the metric. */
public enum WhepRoute {
    SUBSCRIBE,
    UNSUBSCRIBE,
    TRICKLE
}
