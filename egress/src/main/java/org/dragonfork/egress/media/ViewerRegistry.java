package org.dragonfork.egress.media;

import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.webrtc.ice.CandidatePair;

/** What a media thread tells the rest of the service about its viewers. Called by media threads; must not block. */
public interface ViewerRegistry {
    /** Datagrams over this pair are for that viewer: it passed an authenticated check. */
    void bound(CandidatePair pair, Viewer viewer);

    /** Datagrams over this pair are for nobody. */
    void released(CandidatePair pair, Viewer viewer);

    /** The viewer is gone; said once. */
    void ended(SessionId session, SessionEnd reason, String detail);
}
