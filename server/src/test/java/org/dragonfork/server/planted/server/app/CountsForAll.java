package org.dragonfork.server.planted.server.app;

/** State for the whole JVM. */
final class CountsForAll {
    static int count;
}
