package org.dragonfork.server.http;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document as a check of answers: an answer that it does not describe fails the test. */
public final class ApiContract {
    /** What is answered before there is a route. */
    private static final Set<Integer> ROUTERS = Set.of(400, 401, 403, 404, 405);

    private final JsonNode document = JsonMapper.shared().readTree(ApiDocument.read());
    private final SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getDraft202012());
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** A path of the document with what it has. */
    public record Operation(String path, String method, JsonNode description) {}

    /** Everything that the document describes. */
    public List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> all.add(new Operation(
                                path.getKey(),
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                method.getValue()))));
        return all;
    }

    /** Checks one answer; what the router refuses before there is a route is described nowhere. */
    public Seen check(String method, String path, Seen seen) {
        String plain = path.replaceFirst("\\?.*", "");
        String asked = method.equals("HEAD") ? "GET" : method;
        if (method.equals("OPTIONS") || method.equals("HEAD")) {
            return seen;
        }
        Optional<Operation> operation = operations().stream()
                .filter(one -> one.method().equals(asked) && fits(one.path(), plain))
                .min(java.util.Comparator.comparingLong(
                        one -> one.path().chars().filter(c -> c == '{').count()));
        if (operation.isEmpty()) {
            if (!ROUTERS.contains(seen.status())) {
                throw new AssertionError(
                        method + " " + plain + " is not in the document, and answers " + seen.status());
            }
            return seen;
        }
        JsonNode response = operation.get().description().path("responses").path(Integer.toString(seen.status()));
        String place = method + " " + operation.get().path() + " " + seen.status();
        if (response.isMissingNode()) {
            throw new AssertionError(place + " is not in the document: " + seen.body());
        }
        checkBody(place, response.path("content"), seen);
        return seen;
    }

    private void checkBody(String place, JsonNode content, Seen seen) {
        String type =
                seen.header("Content-Type").orElse("").replaceFirst(";.*", "").strip();
        if (content.isMissingNode()) {
            if (!seen.body().isEmpty()) {
                throw new AssertionError(place + " has a body that is not in the document");
            }
            return;
        }
        JsonNode described = content.path(type);
        if (described.isMissingNode()) {
            throw new AssertionError(place + " has the type '" + type + "' that is not in the document");
        }
        if (type.endsWith("json")) {
            Schema schema = schemas.computeIfAbsent(place + type, _ -> schema(described.path("schema")));
            List<Error> errors = schema.validate(seen.json());
            if (!errors.isEmpty()) {
                throw new AssertionError(place + " is not as in the document: " + errors + "\n" + seen.body());
            }
        }
    }

    // References of the document lead to its components, so these come along.
    private Schema schema(JsonNode described) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.set("components", document.path("components"));
        root.putArray("allOf").add(described);
        return registry.getSchema(root);
    }

    private static boolean fits(String template, String path) {
        List<String> wanted = Arrays.asList(template.split("/", -1));
        List<String> given = Arrays.asList(path.split("/", -1));
        if (wanted.size() != given.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            boolean free = wanted.get(i).startsWith("{") && !given.get(i).isEmpty();
            if (!free && !wanted.get(i).equals(given.get(i))) {
                return false;
            }
        }
        return true;
    }
}
