package org.dragonfork.server.planted.webrtc.attic;

/** A room that nobody drew. */
final class IsInNoTable {}
