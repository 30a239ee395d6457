package org.dragonfork.server.http;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.dragonfork.egress.process.ProcessService;
import org.dragonfork.egress.supervise.ProbeResult;
import org.dragonfork.egress.supervise.ProbedStream;
import org.dragonfork.server.process.FailingStore;
import org.dragonfork.server.process.FakeRunner;
import org.dragonfork.server.process.SimpleResolver;
import org.dragonfork.server.process.SupervisedProcesses;

/** The process API on its routes, with real processes that run nothing. */
final class ApiWorld {
    private static final ApiContract CONTRACT = new ApiContract();

    final FakeRunner runner = new FakeRunner();
    final FailingStore store = new FailingStore();
    final ProcessService processes = new SupervisedProcesses(
            store,
            runner,
            new SimpleResolver(),
            _ -> new ProbeResult(List.of(STREAM), List.of("Input #0")),
            () -> Instant.ofEpochSecond(1_700_000_000),
            "^6.1.0");
    private final Router router = new Router(
            List.of(new ProcessRoutes(processes)),
            new AccessGate(AccessOptions.withoutLogin()),
            new Cors(List.of("*")));

    private static final ProbedStream STREAM = new ProbedStream(
            "rtsp://10.0.0.5/1",
            "rtsp",
            0,
            0,
            "und",
            "video",
            "h264",
            "High",
            true,
            false,
            false,
            "h264",
            2000,
            0,
            25,
            "yuv420p",
            1920,
            1080,
            1,
            0,
            0,
            "",
            0);

    Seen send(Ask ask) {
        int mark = ask.path().indexOf('?');
        String path = mark < 0 ? ask.path() : ask.path().substring(0, mark);
        Query query = mark < 0 ? Query.NONE : Query.parse(ask.path().substring(mark + 1));
        RequestBody body = max -> ask.body().length() > max
                ? new RequestBody.Content.TooLarge()
                : new RequestBody.Content.Text(ask.body());
        var request = new EdgeRequest(
                ask.method(), path, query, ask.complete()::value, body, InetAddress.getLoopbackAddress());
        return CONTRACT.check(ask.method(), ask.path(), Seen.of(router.answer(request), ask.method()));
    }

    Seen get(String path) {
        return send(Ask.of("GET", path));
    }

    Seen post(String body) {
        return json("POST", "/api/v3/process", body);
    }

    Seen json(String method, String path, String body) {
        return send(
                Ask.of(method, path).header("Content-Type", "application/json").body(body));
    }
}
