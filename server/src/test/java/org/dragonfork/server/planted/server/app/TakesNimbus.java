package org.dragonfork.server.planted.server.app;

import com.nimbusds.jwt.JWTClaimsSet;

/** Knows the library of the tokens outside of its room. */
final class TakesNimbus {
    JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder().build();
    }
}
