package org.dragonfork.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The two ways to the image, {@code Dockerfile} and {@code deploy/image/build.sh}, lead to the same. */
final class ImageFilesTest {
    @Test
    void bothWaysStartTheServerInTheSameWay() throws Exception {
        String dockerfile = Repository.read("Dockerfile");
        JsonNode config = config();

        assertThat(dockerfile)
                .contains(
                        "\nUSER " + config.path("User").asString() + "\n",
                        "\nWORKDIR " + config.path("WorkingDir").asString() + "\n",
                        "\nSTOPSIGNAL " + config.path("StopSignal").asString() + "\n",
                        "\nENTRYPOINT " + list(config.path("Entrypoint")) + "\n",
                        "\nCMD " + list(config.path("Cmd")) + "\n",
                        "CMD [\"" + config.at("/Healthcheck/Test/1").asString() + "\"]\n",
                        "\nVOLUME [\""
                                + String.join("\", \"", config.path("Volumes").propertyNames()) + "\"]\n",
                        "\nEXPOSE "
                                + String.join(" ", config.path("ExposedPorts").propertyNames()) + "\n");
        for (String variable : Yaml.texts(config.path("Env"))) {
            if (!variable.startsWith("PATH=")) {
                assertThat(dockerfile).containsPattern("(ENV| {3}) " + Pattern.quote(variable));
            }
        }
        for (Map.Entry<String, JsonNode> label : config.path("Labels").properties()) {
            assertThat(dockerfile)
                    .contains(label.getKey() + "=\"" + label.getValue().asString() + "\"");
        }
        assertThat(dockerfile)
                .contains(
                        "--interval=" + seconds(config, "Interval"),
                        "--timeout=" + seconds(config, "Timeout"),
                        "--start-period=" + seconds(config, "StartPeriod"),
                        "--retries=" + config.at("/Healthcheck/Retries").asInt());
    }

    @Test
    void bothWaysStandOnTheSamePackages() throws Exception {
        assertThat(Repository.read("Dockerfile"))
                .contains("ARG BASE=debian:trixie-slim\n", "--no-install-recommends ca-certificates ffmpeg \\\n");
        assertThat(Repository.read("deploy/image/base.sh"))
                .contains("--include=ca-certificates,ffmpeg ", "\n    trixie \"$file.new\"\n");
    }

    @Test
    void theImageIsOfNoProcessorAndOfNoRoot() throws Exception {
        String dockerfile = Repository.read("Dockerfile");

        assertThat(dockerfile).doesNotContain("amd64", "x86_64", "aarch64", "--platform");
        assertThat(config().path("User").asString()).doesNotStartWith("0").isNotEmpty();
        assertThat(dockerfile).doesNotContain("USER root", "USER 0");
        // What is not pinned by the distribution would be fetched from somewhere.
        assertThat(dockerfile).doesNotContain("ADD http", "| sh");
    }

    private static JsonNode config() throws IOException {
        return JsonMapper.shared()
                .readTree(Repository.read("deploy/image/config.json").replace("@LAYERS@", "\"sha256:1\""))
                .path("config");
    }

    private static String list(JsonNode texts) {
        List<String> all = Yaml.texts(texts);
        return "[\"" + String.join("\", \"", all) + "\"]";
    }

    private static String seconds(JsonNode config, String name) {
        return config.at("/Healthcheck/" + name).asLong() / 1_000_000_000 + "s ";
    }
}
