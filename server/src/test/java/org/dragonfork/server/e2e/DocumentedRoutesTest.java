package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.http.ApiContract;
import org.dragonfork.server.http.Ask;
import org.dragonfork.server.http.Seen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document describes what a whole server has, and nothing else. */
final class DocumentedRoutesTest {
    @TempDir
    private Path folder;

    @Test
    void everyPathOfTheDocumentIsThereWithExactlyItsMethods() {
        Map<String, Set<String>> documented = new TreeMap<>();
        new ApiContract()
                .operations()
                .forEach(operation -> documented
                        .computeIfAbsent(operation.path(), _ -> new HashSet<>())
                        .add(operation.method()));
        List<String> wrong = new ArrayList<>();
        try (ApiServer server = new ApiServer(
                folder,
                Map.of(
                        ConfigKey.API_AUTH_ENABLE, "true",
                        ConfigKey.API_AUTH_USERNAME, "admin",
                        ConfigKey.API_AUTH_PASSWORD, "a long password",
                        ConfigKey.API_AUTH_JWT_SECRET, "a secret of the test that is long enough"))) {
            server.bearer(
                    server.json("POST", "/api/login", "{\"username\": \"admin\", \"password\": \"a long password\"}")
                            .json()
                            .path("access_token")
                            .asString());
            documented.forEach((path, methods) -> {
                Seen seen = server.send(Ask.of("OPTIONS", path.replaceAll("\\{[a-z]+\\}", "x")));
                Set<String> allowed = new HashSet<>(
                        Arrays.asList(seen.header("Allow").orElse("none").split(", ", -1)));
                allowed.removeAll(Set.of("HEAD", "OPTIONS"));
                if (!allowed.equals(methods)) {
                    wrong.add(path + " has " + allowed + ", and the document says " + methods);
                }
            });
        }
        assertThat(wrong).isEmpty();
    }
}
