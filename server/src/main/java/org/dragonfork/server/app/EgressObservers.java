package org.dragonfork.server.app;

import java.util.List;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several observers as one: each hears every event, in order, and none can keep another from hearing it. */
final class EgressObservers implements EgressObserver {
    private static final Logger LOG = LoggerFactory.getLogger(EgressObservers.class);

    private final List<EgressObserver> observers;

    EgressObservers(EgressObserver... observers) {
        this.observers = List.of(observers);
    }

    @Override
    public void on(EgressEvent event) {
        for (EgressObserver observer : observers) {
            try {
                observer.on(event);
            } catch (RuntimeException bug) {
                LOG.error(
                        "{} failed on {}; the event is lost to it",
                        observer.getClass().getSimpleName(),
                        event.getClass().getSimpleName(),
                        bug);
            }
        }
    }
}
