package org.dragonfork.server.http;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The routes alone, without HTTP library and socket. */
final class BareRoutes {
    static final List<String> ICE_SERVERS =
            List.of("<stun:a.example>; rel=\"ice-server\"", "<stun:b.example>; rel=\"ice-server\"");

    final FakeWhep whep = new FakeWhep();
    final List<WhepExchange> exchanges = new CopyOnWriteArrayList<>();
    private final Router router = new Router(
            List.of(
                    new StreamRoutes(new WhepResources(
                            whep,
                            new WhepExchanges(whep, exchanges::add, System::nanoTime),
                            new ClientBuckets(RateLimit.standard(), System::nanoTime),
                            ICE_SERVERS)),
                    new WebrtcRoutes(
                            whep,
                            _ -> Optional.of(new StreamPlan(
                                    true,
                                    new StreamPlan.Track("copy", "h264", "browsers play it"),
                                    new StreamPlan.Track("transcode", "aac", "browsers do not play aac"))),
                            () -> Instant.ofEpochSecond(1_777_777_800)),
                    new RootRoutes(new Probes(Readiness::yes), new Pages())),
            new AccessGate(AccessOptions.withoutLogin()),
            new Cors(List.of("*")));

    Seen send(Ask ask) {
        RequestBody body = max -> ask.body().length() > max
                ? new RequestBody.Content.TooLarge()
                : new RequestBody.Content.Text(ask.body());
        int mark = ask.path().indexOf('?');
        String path = mark < 0 ? ask.path() : ask.path().substring(0, mark);
        Query query = mark < 0 ? Query.NONE : Query.parse(ask.path().substring(mark + 1));
        var request = new EdgeRequest(
                ask.method(), path, query, ask.complete()::value, body, InetAddress.getLoopbackAddress());
        return Seen.of(router.answer(request), ask.method());
    }
}
