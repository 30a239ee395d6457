package org.dragonfork.server.planted.server.app;

/** A name that says nothing. */
final class ThingManager {}
