package org.dragonfork.server.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/v3/config}: the configuration can be read; it is changed in its file, which takes a new start. */
public final class ConfigRoutes implements Routes {
    private static final List<String> CONFIG = List.of("api", "v3", "config");
    private static final List<String> RELOAD = List.of("api", "v3", "config", "reload");

    private final Supplier<String> json;

    /** @param json the configuration without its secrets, as JSON */
    public ConfigRoutes(Supplier<String> json) {
        this.json = json;
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.equals(CONFIG)) {
            return Optional.of(Resource.of(List.of("GET", "PUT"), this::config));
        }
        return path.equals(RELOAD) ? Optional.of(Resource.readOnly(_ -> notHere())) : Optional.empty();
    }

    private Reply config(EdgeRequest request) {
        return request.method().equals("PUT")
                ? notHere()
                : Reply.of(200, Reply.JSON, json.get()).with(Header.NO_STORE);
    }

    private static Reply notHere() {
        return ApiError.of(
                        501,
                        "Not implemented",
                        "The configuration cannot be changed over the API. Change its file or the CORE_ variables and"
                                + " start the server again.")
                .reply();
    }
}
