package org.dragonfork.server.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The numbers for a scraper at {@code /metrics}. Not behind the login of the API, but behind one of its own if there is one.
 *
 * @param source writes all numbers there are now; called by many threads, waits for nobody
 * @param access who may read them
 */
public record MetricsEndpoint(Function<MetricsFormat, String> source, MetricsAccess access) implements Routes {
    private static final List<String> PATH = List.of("metrics");

    @Override
    public Optional<Resource> at(List<String> path) {
        return path.equals(PATH) ? Optional.of(resource()) : Optional.empty();
    }

    private Resource resource() {
        return new Resource() {
            @Override
            public List<String> methods() {
                return List.of("GET");
            }

            @Override
            public Reply handle(EdgeRequest request) {
                return scrape(request);
            }

            @Override
            public boolean isShared() {
                return false;
            }
        };
    }

    private Reply scrape(EdgeRequest request) {
        return switch (access.judge(request.client(), request.header("Authorization"))) {
            case STRANGE_ADDRESS -> new Problem(Reason.METRICS_ADDRESS).reply(request.header("Accept"));
            case NO_LOGIN ->
                new Problem(Reason.METRICS_LOGIN)
                        .with(new Header("WWW-Authenticate", access.challenge()))
                        .reply(request.header("Accept"));
            case ADMITTED -> numbers(request);
        };
    }

    private Reply numbers(EdgeRequest request) {
        MetricsFormat format = MetricsFormat.preferred(request.header("Accept").orElse("*/*"));
        Reply reply = Reply.of(200, format.contentType(), source.apply(format))
                .with(List.of(Header.NO_STORE, new Header("Vary", "Accept, Accept-Encoding")));
        boolean gzip = request.header("Accept-Encoding").map(Accept::takesGzip).orElse(false);
        return gzip ? reply.compressed() : reply;
    }
}
