package org.dragonfork.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dragonfork.server.json.Json;
import org.jspecify.annotations.Nullable;

/** {@code GET /api}: who this server is. Whom it does not know it tells only what a client needs to log in. */
public final class AboutRoutes implements Routes {
    /** Major version only: an unknown client need not know more. */
    private static final String COARSE_VERSION = "16.0.0";

    private final About about;
    private final AccessGate gate;
    private final List<String> auths;
    private final InstantSource clock;

    /** @param access tells who is known */
    public AboutRoutes(About about, AccessOptions access, InstantSource clock) {
        this.about = about;
        this.gate = new AccessGate(access);
        this.auths = access.authority().isPresent() ? List.of("localjwt") : List.of();
        this.clock = clock;
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        boolean fits = path.equals(List.of("api")) || path.equals(List.of("api", ""));
        return fits ? Optional.of(Resource.readOnly(this::tell)) : Optional.empty();
    }

    private Reply tell(EdgeRequest request) {
        AboutView view = gate.isKnown(request) ? whole() : coarse();
        return Reply.of(200, Reply.JSON, Json.write(view)).with(Header.NO_STORE);
    }

    private AboutView whole() {
        var version = new VersionView(
                About.API_VERSION, about.commit(), "", "", about.arch(), about.runtime(), about.version());
        return new AboutView(
                About.APP,
                auths,
                about.name(),
                about.id(),
                about.createdAt().toString(),
                Duration.between(about.createdAt(), clock.instant()).toSeconds(),
                version,
                About.VARIANT,
                About.FORK);
    }

    private AboutView coarse() {
        var version = new VersionView(COARSE_VERSION, null, null, null, null, null, null);
        return new AboutView(About.APP, auths, null, null, null, null, version, null, null);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record AboutView(
            String app,
            List<String> auths,
            @Nullable String name,
            @Nullable String id,
            @Nullable String createdAt,
            @Nullable Long uptimeSeconds,
            VersionView version,
            @Nullable String variant,
            @Nullable String fork) {}

    /** @param dragonfork the version of this program, which the original does not have */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record VersionView(
            String number,
            @Nullable String repositoryCommit,
            @Nullable String repositoryBranch,
            @Nullable String buildDate,
            @Nullable String arch,
            @Nullable String compiler,
            @Nullable String dragonfork) {}
}
