package org.dragonfork.server.http;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.server.app.LoginAuthority;
import org.dragonfork.server.config.AuthConfig;
import org.dragonfork.server.process.FakeRunner;

/** What the page to manage the server needs: processes that run nothing, streams that are made up, and maybe a login. */
public final class AdminWorld implements AutoCloseable {
    public static final String USER = "admin";
    public static final String PASSWORD = "correct horse battery";

    private static final StreamPlan PLAN = new StreamPlan(
            true,
            new StreamPlan.Track("copy", "h264", "browsers play H.264 without B-frames"),
            new StreamPlan.Track("transcode", "aac", "no browser plays AAC over WebRTC"));

    private final ApiWorld api = new ApiWorld();
    private final EdgeFixture edge;

    private AdminWorld(Optional<Authority> authority) {
        AccessOptions open = AccessOptions.withoutLogin();
        AccessOptions access = authority.map(open::with).orElse(open);
        FakeWhep streams = new FakeWhep();
        List<Routes> routes = new ArrayList<>();
        authority.ifPresent(login -> routes.add(new LoginRoutes(login, Duration.ofMillis(1))));
        routes.add(new AboutRoutes(
                new About("id", "name", Instant.EPOCH, "1", "", "linux/amd64", "Java"),
                access,
                InstantSource.system()));
        routes.add(new ProcessRoutes(api.processes));
        routes.add(new TokenRoutes(authority, streams, InstantSource.system()));
        edge = EdgeFixture.started(options -> options.withAccess(access), routes, _ -> Optional.of(PLAN));
    }

    /** One that asks for {@link #USER} and {@link #PASSWORD}. */
    public static AdminWorld withLogin() {
        return new AdminWorld(LoginAuthority.of(
                new AuthConfig(true, false, USER, PASSWORD, "0123456789abcdef"), InstantSource.system()));
    }

    /** One that takes whoever is on this machine. */
    public static AdminWorld withoutLogin() {
        return new AdminWorld(Optional.empty());
    }

    /** Adds a process as any client does. */
    public void add(String json) {
        Seen seen = api.post(json);
        if (seen.status() != 200) {
            throw new AssertionError(seen.body());
        }
    }

    public FakeWhep whep() {
        return edge.whep;
    }

    public FakeRunner runner() {
        return api.runner;
    }

    public URI at(String path) {
        return edge.at(path);
    }

    @Override
    public void close() {
        edge.close();
    }
}
