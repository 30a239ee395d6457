package org.dragonfork.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings the bundle up, looks at it, and takes it down: a program, as it has to run inside the network of the engine. Images:
 * the server's own; for Prometheus and Alertmanager the programs of this distribution under the names that would be pulled.
 */
final class BundleScenario {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PROMETHEUS = "http://127.0.0.1:9090";

    /** Not 8080, so that it shows when one of the files has the port for itself. */
    private static final String PORT = "18080";

    private static final String SERVER = "http://127.0.0.1:" + PORT;

    private final Path folder;
    private final Web web;
    private final long begun = System.nanoTime();

    private BundleScenario(Path folder, Web web) {
        this.folder = folder;
        this.web = web;
    }

    /** Arguments: a folder to work in, the tar of the server's image. */
    public static void main(String[] arguments) throws Exception {
        try (var web = new Web()) {
            new BundleScenario(Repository.copyOfBundle(Path.of(arguments[0])), web).play(Path.of(arguments[1]));
        }
    }

    private void play(Path image) throws Exception {
        run("docker", "load", "--quiet", "--input", image.toString());
        Map<String, String> withAlerting = new HashMap<>(Compose.PASSWORDS);
        withAlerting.put("COMPOSE_PROFILES", "alerting");
        Compose compose = Compose.of(folder, withAlerting);
        standIn(compose, "prom", "/prometheus", "prometheus", "promtool");
        standIn(compose, "alertmanager", "/alertmanager", "prometheus-alertmanager", "amtool");
        say("images are there");

        // As it is but for the pause between two looks of the health checks.
        Path file = folder.resolve("docker-compose.yml");
        Files.writeString(file, Files.readString(file).replace("interval: 15s", "interval: 2s"));
        run("./init.sh");
        String settings = Files.readString(folder.resolve(".env"))
                .replace("CORE_HTTP_PORT=8080", "CORE_HTTP_PORT=" + PORT)
                .replace("CORE_COMMAND=serve", "CORE_COMMAND=demo")
                .replace("#COMPOSE_PROFILES=alerting", "COMPOSE_PROFILES=alerting");
        Files.writeString(folder.resolve(".env"), settings);
        run("docker-compose", "up", "-d", "--no-build", "core", "prom", "alertmanager");
        for (String service : List.of("core", "prom", "alertmanager")) {
            awaitHealthy(service);
        }
        say("all are healthy");

        theServerIsLockedAndCounts();
        nothingIsRootNorWritable();
        prometheusReadsTheServer();
        say("Prometheus reads the server and has the rules");
        killedProgramsComeBack();
        say("killed programs came back");

        run("docker-compose", "down", "-v", "--timeout", "20");
        assertThat(run("docker", "ps", "-aq")).isBlank();
        assertThat(run("docker", "volume", "ls", "-q")).isBlank();
        assertThat(run("docker", "network", "ls", "--format", "{{.Name}}")).doesNotContain("dragonfork-mon");
        say("nothing is left");
    }

    private void theServerIsLockedAndCounts() throws Exception {
        assertThat(web.get(SERVER + "/readyz").statusCode()).isEqualTo(200);
        assertThat(web.get(SERVER + "/api/v3/webrtc/streams").statusCode()).isEqualTo(401);
        assertThat(web.post(SERVER + "/api/v3/whep/demo", "", "Content-Type", "application/sdp")
                        .statusCode())
                .isEqualTo(401);

        String login = JsonMapper.shared()
                .writeValueAsString(Map.of("username", "admin", "password", setting("API_AUTH_PASSWORD")));
        HttpResponse<String> answer = web.post(SERVER + "/api/login", login, "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String token =
                JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
        assertThat(web.get(SERVER + "/api/v3/webrtc/streams", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);

        String numbers = web.get(SERVER + "/metrics").body();
        assertThat(numbers.lines().filter(line -> line.startsWith("# TYPE dragonfork_webrtc_")))
                .hasSizeGreaterThanOrEqualTo(11);
        assertThat(numbers).contains("dragonfork_webrtc_active_streams{core=\"dragonfork-truenas\"} 1");
        // What a password must never be in.
        assertThat(run("docker", "logs", "dragonfork-core")).doesNotContain(setting("API_AUTH_PASSWORD"));
    }

    private String setting(String name) throws IOException {
        return Files.readAllLines(folder.resolve(".env")).stream()
                .filter(line -> line.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1);
    }

    private void nothingIsRootNorWritable() throws Exception {
        assertThat(run("docker", "exec", "dragonfork-core", "id", "-u")).isEqualTo("568\n");
        assertThat(run("docker", "exec", "dragonfork-core", "sh", "-c", "touch /opt/x 2>&1 || true"))
                .contains("Read-only");
        assertThat(run("docker", "exec", "dragonfork-core", "sh", "-c", "touch /core/config/x && rm /core/config/x"))
                .isBlank();
        assertThat(run("docker", "exec", "dragonfork-core", "ffmpeg", "-hide_banner", "-version"))
                .startsWith("ffmpeg version");
        // One that the JVM did not take would not be mapped.
        assertThat(run("docker", "exec", "dragonfork-core", "sh", "-c", "cat /proc/[0-9]*/maps 2>/dev/null"))
                .contains("/opt/dragonfork/lib/dragonfork.aot");
        assertThat(run("docker", "inspect", "--format", "{{.Config.User}}", "dragonfork-prom"))
                .isEqualTo("65534\n");
    }

    private void prometheusReadsTheServer() throws Exception {
        Web.await(
                "the target is up",
                PATIENCE,
                () -> !web.query(PROMETHEUS, "up{job=\"dragonfork-core\"} == 1").isEmpty());
        JsonNode target =
                web.json(PROMETHEUS + "/api/v1/targets").path("activeTargets").get(0);
        assertThat(target.path("scrapeUrl").asString()).isEqualTo("http://host.docker.internal:" + PORT + "/metrics");
        assertThat(web.query(PROMETHEUS, "dragonfork_webrtc_active_streams{core=\"dragonfork-truenas\"}")
                        .size())
                .isEqualTo(1);

        List<String> alerts = new ArrayList<>();
        for (JsonNode group : web.json(PROMETHEUS + "/api/v1/rules").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                assertThat(rule.path("health").asString()).as(rule.toString()).isNotEqualTo("err");
                alerts.add(rule.path("name").asString());
            }
        }
        assertThat(alerts)
                .contains(
                        "WebRTCWHEPErrorRateHigh",
                        "WebRTCICEEstablishmentSlow",
                        "WebRTCICEFailureRateHigh",
                        "WebRTCFFmpegLegFailure",
                        "WebRTCCoreDown");
        Web.await(
                "Prometheus knows the Alertmanager",
                PATIENCE,
                () -> web.json(PROMETHEUS + "/api/v1/alertmanagers")
                                .path("activeAlertmanagers")
                                .size()
                        == 1);
    }

    private void killedProgramsComeBack() throws Exception {
        double before = started();
        for (String container : List.of("dragonfork-core", "dragonfork-prom")) {
            String was = run("docker", "inspect", "--format", "{{.State.StartedAt}}", container);
            // From inside, as an end that the engine ordered is not one to restart after.
            run("sh", "-c", "kill -9 $(docker inspect --format '{{.State.Pid}}' " + container + ")");
            Web.await(
                    container + " is started again",
                    PATIENCE,
                    () -> !run("docker", "inspect", "--format", "{{.State.StartedAt}}", container)
                            .equals(was));
        }
        awaitHealthy("core");
        awaitHealthy("prom");
        Web.await("numbers of the new server", PATIENCE, () -> started() > before);
    }

    private double started() throws Exception {
        JsonNode result = web.query(PROMETHEUS, "process_start_time_seconds{job=\"dragonfork-core\"}");
        return result.isEmpty()
                ? 0
                : Double.parseDouble(result.get(0).path("value").get(1).asString());
    }

    private void standIn(Compose compose, String service, String data, String program, String tool) throws Exception {
        run(
                Repository.ROOT.resolve("dist/src/test/sh/stand-in.sh").toString(),
                compose.service(service).path("image").asString(),
                data,
                program,
                tool);
    }

    private void awaitHealthy(String service) throws Exception {
        String container = "dragonfork-" + service;
        try {
            Web.await(
                    service + " is healthy",
                    PATIENCE,
                    () -> run("docker", "inspect", "--format", "{{.State.Health.Status}}", container)
                            .equals("healthy\n"));
        } catch (AssertionError e) {
            say(run("docker", "inspect", "--format", "{{json .State}}", container));
            say(run("docker", "logs", "--tail", "20", container));
            throw e;
        }
    }

    private String run(String... command) throws Exception {
        Map<String, String> engine = new HashMap<>();
        engine.put("DOCKER_HOST", System.getenv("DOCKER_HOST"));
        Ran ran = Ran.in(folder, engine, List.of(command));
        assertThat(ran.code()).as(String.join(" ", command) + ": " + ran.said()).isZero();
        return ran.said();
    }

    private void say(String what) {
        System.out.println("after " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + " s: " + what);
    }
}
