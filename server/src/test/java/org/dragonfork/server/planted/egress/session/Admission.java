package org.dragonfork.server.planted.egress.session;

/** What webrtc must not know. */
public final class Admission {}
