package org.dragonfork.server.planted.webrtc.ice;

/** What other planted types must not know. */
public final class IceAgent {}
