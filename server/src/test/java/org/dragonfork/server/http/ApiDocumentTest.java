package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ApiDocumentTest {
    private final JsonNode document = JsonMapper.shared().readTree(ApiDocument.read());
    private final ApiContract contract = new ApiContract();
    private final Router router = new Router(
            List.of(new ApiDocument()), new AccessGate(AccessOptions.withoutLogin()), new Cors(List.of("*")));

    @Test
    void isServedTogetherWithAPageToReadIt() {
        assertThat(get("/api/swagger/doc.json").json()).isEqualTo(document);
        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        for (String path : List.of("/api/swagger", "/api/swagger/", "/api/swagger/index.html")) {
            Seen page = get(path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.header("Content-Security-Policy").orElse("")).contains("default-src 'none'");
            assertThat(page.body()).doesNotContain("https://").contains("/api/swagger/doc.json");
        }
        assertThat(get("/api/swagger/other").status()).isEqualTo(404);
    }

    @Test
    void describesEveryOperationWithAPersonInMind() {
        Set<String> tags = new HashSet<>();
        document.path("tags")
                .valueStream()
                .forEach(tag -> tags.add(tag.path("name").asString()));

        assertThat(contract.operations()).hasSizeGreaterThan(25).allSatisfy(operation -> {
            assertThat(operation.description().path("summary").asString("")).isNotBlank();
            assertThat(tags)
                    .contains(operation.description().path("tags").path(0).asString());
            long parameters = operation.path().chars().filter(c -> c == '{').count();
            assertThat(operation
                            .description()
                            .path("parameters")
                            .valueStream()
                            .filter(p -> p.path("in").asString().equals("path")))
                    .as(operation.path())
                    .hasSize((int) parameters);
        });
    }

    @Test
    void refersOnlyToWhatItHas() {
        for (JsonNode reference : document.findValues("$ref")) {
            String pointer = reference.asString().substring(1);
            assertThat(document.at(pointer).isMissingNode()).as(pointer).isFalse();
        }
    }

    @Test
    void findsAnAnswerThatItDoesNotDescribe() {
        var json = List.of(new Header("Content-Type", "application/json"));

        assertThatThrownBy(() -> contract.check("DELETE", "/api/v3/process/a", new Seen(200, json, "\"ok\"")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is not as in the document");
        assertThatThrownBy(() -> contract.check("GET", "/api/v3/process/a/state", new Seen(200, json, "{}")))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.check("GET", "/api/v3/process/a/state", new Seen(418, json, "{}")))
                .hasMessageContaining("418 is not in the document");
        assertThatThrownBy(() -> contract.check("GET", "/api/v3/nothing", new Seen(200, json, "{}")))
                .hasMessageContaining("is not in the document");
        assertThatThrownBy(() -> contract.check("GET", "/ping", new Seen(200, json, "{}")))
                .hasMessageContaining("has the type 'application/json'");
    }

    private Seen get(String path) {
        var request = new EdgeRequest(
                "GET",
                path,
                Query.NONE,
                _ -> java.util.Optional.empty(),
                _ -> new RequestBody.Content.Text(""),
                java.net.InetAddress.getLoopbackAddress());
        return Seen.of(router.answer(request), "GET");
    }
}
