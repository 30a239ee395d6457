package org.dragonfork.server.planted.server.app;

import java.util.concurrent.atomic.AtomicInteger;

/** State for the whole JVM behind a final field. */
final class KeepsForAll {
    static final AtomicInteger COUNT = new AtomicInteger();
}
