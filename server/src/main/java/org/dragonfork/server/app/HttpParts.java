package org.dragonfork.server.app;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.config.AddressRange;
import org.dragonfork.server.config.ApiConfig;
import org.dragonfork.server.config.IceServer;
import org.dragonfork.server.config.MetricsConfig;
import org.dragonfork.server.config.ServerConfig;
import org.dragonfork.server.http.About;
import org.dragonfork.server.http.AccessOptions;
import org.dragonfork.server.http.HttpOptions;
import org.dragonfork.server.http.MetricsAccess;
import org.dragonfork.server.http.MetricsEndpoint;
import org.dragonfork.server.metrics.ServerMetrics;

/** The parts of HTTP that follow from the configuration. */
final class HttpParts {
    private HttpParts() {}

    /** Who may do what. */
    static AccessOptions access(ApiConfig config, Predicate<StreamId> isPublic, InstantSource clock) {
        List<AddressRange> proxies = config.trustedProxies();
        return new AccessOptions(
                LoginAuthority.of(config.auth(), clock),
                config.auth().disableLocalhost(),
                config.readOnly(),
                config.access()::admits,
                (InetAddress address) -> proxies.stream().anyMatch(range -> range.contains(address)),
                isPublic);
    }

    static HttpOptions options(ServerConfig config, AccessOptions access) {
        return HttpOptions.on(config.address().socketAddress())
                .withCorsOrigins(config.webrtc().corsOrigins())
                .withIceServerLinks(config.webrtc().iceServers().stream()
                        .map(IceServer::linkValue)
                        .toList())
                .withWhep(config.webrtc().enabled())
                .withAccess(access);
    }

    /** What {@code GET /api} tells. */
    static About about(ServerConfig config, BuildInfo build, InstantSource clock) {
        return new About(
                config.id(),
                config.name(),
                clock.instant(),
                build.version(),
                build.commit(),
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT) + "/" + System.getProperty("os.arch", ""),
                "Java " + Runtime.version());
    }

    static MetricsEndpoint metrics(MetricsConfig config, ServerMetrics metrics) {
        MetricsAccess access = MetricsAccess.open().only(config::admits);
        if (!config.bearerToken().isEmpty()) {
            access = access.withBearer(config.bearerToken());
        }
        if (!config.username().isEmpty()) {
            access = access.withLogin(config.username(), config.password());
        }
        return new MetricsEndpoint(
                format -> switch (format) {
                    case TEXT -> metrics.text();
                    case OPEN_METRICS -> metrics.openMetrics();
                },
                access);
    }
}
