package org.dragonfork.server.planted.webrtc.peer;

import org.dragonfork.server.planted.egress.session.Admission;

/** webrtc must not know egress. */
final class KnowsEgress {
    Admission admission() {
        return new Admission();
    }
}
