package org.dragonfork.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * The bundle as Compose understands it, all variables filled in; version 1 and 2 write that down differently.
 *
 * @param folder where {@code docker-compose.yml} is
 * @param file what {@code docker-compose config} says
 */
record Compose(Path folder, JsonNode file) {
    /** What {@code .env} has to have at least. */
    static final Map<String, String> PASSWORDS =
            Map.of("API_AUTH_PASSWORD", "not-a-secret", "GRAFANA_ADMIN_PASSWORD", "not-a-secret");

    static Compose of(Path folder, Map<String, String> variables) throws IOException, InterruptedException {
        Ran ran = Ran.in(folder, variables, List.of("docker-compose", "config"));
        assertThat(ran.code()).as(ran.said()).isZero();
        return new Compose(folder, Yaml.parse(ran.said()));
    }

    JsonNode service(String name) {
        JsonNode service = file.path("services").path(name);
        assertThat(service.isObject()).as("service " + name).isTrue();
        return service;
    }

    /** The mounts of a service. */
    List<Mount> mounts(String service) {
        return StreamSupport.stream(service(service).path("volumes").spliterator(), false)
                .map(Mount::of)
                .toList();
    }

    /** The published ports of a service, as {@code address:outside:inside/protocol}. */
    List<String> ports(String service) {
        return StreamSupport.stream(service(service).path("ports").spliterator(), false)
                .map(port -> port.isString()
                        ? port.asString()
                        : "%s:%s:%s/%s"
                                .formatted(
                                        port.path("host_ip").asString(),
                                        port.path("published").asString(),
                                        port.path("target").asString(),
                                        port.path("protocol").asString()))
                .toList();
    }

    /** What is mounted at a path of a service. */
    Mount mountAt(String service, String target) {
        return mounts(service).stream()
                .filter(mount -> mount.target().equals(target))
                .findFirst()
                .orElseThrow(() -> new AssertionError(service + " has nothing mounted at " + target));
    }

    /**
     * A mount.
     *
     * @param source a path of the host, or the name of a volume
     * @param target the path inside
     * @param readOnly whether it cannot be written
     */
    record Mount(String source, String target, boolean readOnly) {
        static Mount of(JsonNode mount) {
            if (mount.isObject()) {
                return new Mount(
                        mount.path("source").asString(),
                        mount.path("target").asString(),
                        mount.path("read_only").asBoolean(false));
            }
            List<String> parts = List.of(mount.asString().split(":", -1));
            return new Mount(
                    parts.get(0), parts.get(1), parts.size() > 2 && parts.get(2).equals("ro"));
        }

        boolean isFolderOfHost() {
            return source.startsWith("/");
        }
    }
}
