package org.dragonfork.egress.media;

import java.net.InetSocketAddress;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.SessionId;

/** What a media thread tells the rest of the service about its viewers. Called by media threads; must not block. */
public interface ViewerRegistry {
    /** Datagrams from this address are for that viewer: it passed an authenticated check. */
    void bound(InetSocketAddress address, Viewer viewer);

    /** Datagrams from this address are for nobody. */
    void released(InetSocketAddress address, Viewer viewer);

    /** The viewer is gone; said once. */
    void ended(SessionId session, SessionEnd reason, String detail);
}
