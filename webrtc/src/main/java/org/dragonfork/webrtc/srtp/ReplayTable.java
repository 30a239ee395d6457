package org.dragonfork.webrtc.srtp;

import org.jspecify.annotations.Nullable;

/** The replay windows of the SSRCs from which one kind of packet was authenticated; a bounded number, none is forgotten. */
final class ReplayTable {
    /** More than a browser uses in one session; a bound only against a peer that authenticates and misbehaves. */
    static final int CAPACITY = 32;

    private final int[] ssrcs = new int[CAPACITY];
    private final ReplayWindow[] windows = new ReplayWindow[CAPACITY];
    private int count;

    /** The window of an SSRC, or null before its first authenticated packet. */
    @Nullable
    ReplayWindow find(int ssrc) {
        for (int i = 0; i < count; i++) {
            if (ssrcs[i] == ssrc) {
                return windows[i];
            }
        }
        return null;
    }

    boolean isFull() {
        return count == CAPACITY;
    }

    int size() {
        return count;
    }

    /** A new window for an SSRC that has none; only after authentication and only when not {@link #isFull full}. */
    ReplayWindow add(int ssrc) {
        ReplayWindow window = new ReplayWindow();
        ssrcs[count] = ssrc;
        windows[count++] = window;
        return window;
    }
}
