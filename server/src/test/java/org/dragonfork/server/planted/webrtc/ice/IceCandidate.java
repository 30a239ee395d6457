package org.dragonfork.server.planted.webrtc.ice;

/** What planted types of other rooms may know. */
public final class IceCandidate {}
