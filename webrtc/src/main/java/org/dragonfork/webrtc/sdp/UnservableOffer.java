package org.dragonfork.webrtc.sdp;

/** Ends the reading of an offer that breaks a rule; never leaves {@link OfferAnswer}. */
final class UnservableOffer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;

    UnservableOffer(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    String why() {
        return why;
    }
}
