package org.dragonfork.server.planted.webrtc.codec;

/** A package without package-info. */
final class IsInUnmarkedPackage {}
