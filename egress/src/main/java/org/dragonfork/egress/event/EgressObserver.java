package org.dragonfork.egress.event;

/** Hears what happens. May be called from any thread, must not block and must not throw. */
@FunctionalInterface
public interface EgressObserver {
    void on(EgressEvent event);
}
