package org.dragonfork.egress.session;

import java.util.Optional;

/**
 * The body and precondition of a PATCH.
 *
 * @param body text of type {@code application/trickle-ice-sdpfrag} (RFC 8840 section 9), or the answer to a counter-offer
 * @param ifMatch the If-Match header as it came, if there was one
 */
public record PatchRequest(String body, Optional<String> ifMatch) {}
