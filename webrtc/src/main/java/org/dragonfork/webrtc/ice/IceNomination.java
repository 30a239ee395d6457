package org.dragonfork.webrtc.ice;

/** How {@link IceControllingAgent} nominates. */
public enum IceNomination {
    /** USE-CANDIDATE in every check, consent checks too, as browsers do towards a lite server (RFC 5245 section 8.1.1.2). */
    AGGRESSIVE,
    /** USE-CANDIDATE in one more check of the first pair that worked, and never again (RFC 8445 section 8.1.1). */
    REGULAR
}
