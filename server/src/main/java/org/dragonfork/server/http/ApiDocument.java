package org.dragonfork.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code /api/swagger}: the API described for programs (OpenAPI 3.1), and a page of ours to read it. */
public final class ApiDocument implements Routes {
    private static final String PAGE_MAY = "connect-src 'self'; frame-ancestors 'none'";

    private final Page page = Pages.load("api.html", PAGE_MAY);

    private final String json = read();

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.size() < 2 || path.size() > 3 || !path.subList(0, 2).equals(List.of("api", "swagger"))) {
            return Optional.empty();
        }
        return switch (path.size() == 2 ? "" : path.get(2)) {
            // Where the original has its page.
            case "", "index.html" -> Optional.of(Resource.readOnly(page::answer));
            case "doc.json" -> Optional.of(Resource.readOnly(request -> ApiReplies.text(request, json)));
            default -> Optional.empty();
        };
    }

    /** The document, which is JSON. */
    static String read() {
        try (InputStream in = ApiDocument.class.getResourceAsStream("/api/openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("api/openapi.json is missing in the jar; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("api/openapi.json cannot be read from the jar", e);
        }
    }
}
