package org.dragonfork.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;

/** Keeps every event for assertions. */
public final class RecordingObserver implements EgressObserver {
    private final List<EgressEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void on(EgressEvent event) {
        events.add(event);
    }

    /** All events so far, oldest first. */
    public List<EgressEvent> all() {
        return List.copyOf(events);
    }

    /** The events of one type so far, oldest first. */
    public <E extends EgressEvent> List<E> of(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public void clear() {
        events.clear();
    }
}
