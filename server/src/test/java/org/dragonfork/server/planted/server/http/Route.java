package org.dragonfork.server.planted.server.http;

/** What metrics must not know. */
public final class Route {}
