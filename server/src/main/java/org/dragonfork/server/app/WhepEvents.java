package org.dragonfork.server.app;

import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.WhepRoute;
import org.dragonfork.server.http.WhepExchange;

/** Turns what the HTTP side tells into the one vocabulary. */
final class WhepEvents {
    private WhepEvents() {}

    static EgressEvent of(WhepExchange exchange) {
        WhepRoute route = switch (exchange.route()) {
            case SUBSCRIBE -> WhepRoute.SUBSCRIBE;
            case UNSUBSCRIBE -> WhepRoute.UNSUBSCRIBE;
            case TRICKLE -> WhepRoute.TRICKLE;
        };
        return new EgressEvent.WhepExchanged(route, exchange.status(), exchange.stream(), exchange.duration());
    }
}
