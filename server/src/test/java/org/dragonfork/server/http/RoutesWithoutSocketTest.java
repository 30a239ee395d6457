package org.dragonfork.server.http;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The matrix on the routes alone. */
final class RoutesWithoutSocketTest extends WhepMatrixContract {
    static final List<String> ICE_SERVERS =
            List.of("<stun:a.example>; rel=\"ice-server\"", "<stun:b.example>; rel=\"ice-server\"");

    private final FakeWhep whep = new FakeWhep();
    private final List<WhepExchange> exchanges = new CopyOnWriteArrayList<>();
    private final Router router = router();

    private Router router() {
        WhepExchanges through = new WhepExchanges(whep, exchanges::add, System::nanoTime);
        ClientBuckets buckets = new ClientBuckets(RateLimit.standard(), System::nanoTime);
        return new Router(
                new WhepResources(whep, through, buckets, ICE_SERVERS),
                new StreamViews(whep),
                new Probes(Readiness::yes),
                new Pages(),
                new Cors(List.of("*")));
    }

    @Override
    FakeWhep whep() {
        return whep;
    }

    @Override
    Seen send(Ask ask) {
        RequestBody body = () -> ask.body().length() > RequestBody.MAX_BYTES
                ? new RequestBody.Content.TooLarge()
                : new RequestBody.Content.Text(ask.body());
        return Seen.of(
                router.answer(
                        new EdgeRequest(ask.method(), ask.path(), ask::value, body, InetAddress.getLoopbackAddress())),
                ask.method());
    }

    @Override
    WhepExchange lastExchange() {
        return exchanges.getLast();
    }
}
