package org.dragonfork.load;

import java.security.SecureRandom;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;

/** What all viewers share: one certificate, as their number would make a run of handshakes a run of key generation. */
record ViewerParts(BcDtlsEndpointFactory dtls, SecureRandom random) {}
