package org.dragonfork.server.planted.server.app;

import org.bouncycastle.asn1.x500.X500Name;

/** The library is behind a port. */
final class TakesBouncyCastle {
    X500Name name() {
        return new X500Name("CN=planted");
    }
}
