package org.dragonfork.server.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.dragonfork.egress.WhepService;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.WhepRoute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place through which every WHEP exchange goes: times it, turns a bug into a 500, tells the listener. */
final class WhepExchanges {
    private static final Logger LOG = LoggerFactory.getLogger(WhepExchanges.class);

    private final WhepService whep;
    private final WhepExchangeListener listener;
    private final LongSupplier nanoTime;

    WhepExchanges(WhepService whep, WhepExchangeListener listener, LongSupplier nanoTime) {
        this.whep = whep;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /** Runs {@code exchange} for the stream of this name, which may be any text. */
    Reply run(WhepRoute route, EdgeRequest request, String name, Supplier<Reply> exchange) {
        long start = nanoTime.getAsLong();
        Reply reply;
        try {
            reply = exchange.get();
        } catch (RuntimeException bug) {
            LOG.error("WHEP {} failed because of a bug; the client got 500", route.label(), bug);
            reply = new Problem(Reason.INTERNAL).reply(request.header("Accept"));
        }
        tell(route, reply.status(), name, Duration.ofNanos(nanoTime.getAsLong() - start));
        return reply;
    }

    /** The stream of this name, if it is registered. */
    Optional<StreamId> registered(String name) {
        if (!StreamId.isValid(name)) {
            return Optional.empty();
        }
        return Optional.of(new StreamId(name)).filter(whep::isRegistered);
    }

    private void tell(WhepRoute route, int status, String name, Duration duration) {
        try {
            // A flood that is refused must stay cheap, so nothing is looked up for it.
            Optional<StreamId> stream = status == Reason.RATE_LIMITED.status() ? Optional.empty() : registered(name);
            listener.on(new WhepExchange(route, status, stream, duration));
        } catch (RuntimeException bug) {
            LOG.error("the listener of WHEP exchanges failed; this {} is not counted", route.label(), bug);
        }
    }
}
