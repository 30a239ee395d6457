package org.dragonfork.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The bundle comes up for real, where the machine can run an engine: {@link BundleScenario} beside an engine in namespaces of
 * its own. Where it cannot, the test is skipped and says why. Grafana is not part of it, as its image cannot be made from what
 * a distribution has.
 */
final class ContainersIT {
    private static final List<String> TOOLS = List.of(
            "dockerd", "docker", "docker-compose", "mmdebstrap", "unshare", "ip", "flock", "prometheus", "amtool");

    /** What {@code engine.sh} ends with when there is no engine. */
    private static final int NO_ENGINE = 75;

    private static final long PATIENCE_MINUTES = 8;

    @Test
    void theBundleComesUpOnAFreshFolderAndIsGoneAfterDown() throws Exception {
        whyNot().ifPresent(ContainersIT::skip);
        Path image = image();
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "dragonfork-engine-");
        try {
            Path log = folder.resolve("scenario.log");
            Process scenario = scenario(folder, image, log);
            try {
                assertThat(scenario.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
            } finally {
                // The first process of its namespace: with it everything ends that runs there.
                scenario.destroyForcibly().waitFor();
            }
            if (scenario.exitValue() == NO_ENGINE) {
                skip(Files.readAllLines(log).getLast());
            }
            assertThat(scenario.exitValue()).as(Files.readString(log)).isZero();
            System.out.println(Files.readString(log));
        } finally {
            remove(folder);
            Files.deleteIfExists(image);
        }
    }

    private static Optional<String> whyNot() throws IOException, InterruptedException {
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.of("an engine takes root");
        }
        for (String tool : TOOLS) {
            if (Ran.in(Path.of("/"), "sh", "-c", "command -v " + tool).code() != 0) {
                return Optional.of("there is no " + tool);
            }
        }
        Ran namespaces = Ran.in(Path.of("/"), "unshare", "--net", "--mount", "--pid", "--fork", "true");
        return namespaces.code() == 0
                ? Optional.empty()
                : Optional.of("namespaces cannot be made: " + namespaces.said().strip());
    }

    private static void skip(String why) {
        System.out.println("SKIP containers: " + why);
        abort(why);
    }

    /** The server's image, made by what makes it for others. The root file system below it is kept between runs. */
    private static Path image() throws Exception {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        Path base = Path.of(cache, "dragonfork", "image-base-trixie.tar");
        Ran made = Ran.in(Repository.ROOT, "deploy/image/base.sh", base.toString());
        assertThat(made.code()).as(made.said()).isZero();
        Path image = Repository.ROOT.resolve("dist/target/core.tar");
        Ran built = Ran.in(
                Repository.ROOT,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                List.of("deploy/image/build.sh", "--base", base.toString(), image.toString()));
        assertThat(built.code()).as(built.said()).isZero();
        return image;
    }

    private static Process scenario(Path folder, Path image, Path log) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"));
        command.addAll(
                List.of(Repository.ROOT.resolve("dist/src/test/sh/engine.sh").toString(), folder.toString()));
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(BundleScenario.class.getName(), folder.toString(), image.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** The files, and the control groups, which are empty by now. */
    private static void remove(Path folder) throws Exception {
        Ran.in(
                Path.of("/"),
                "sh",
                "-c",
                "find /sys/fs/cgroup -depth -type d -path '*/" + folder.getFileName()
                        + "*' -exec rmdir {} + 2>/dev/null");
        Ran.in(Path.of("/"), "rm", "-rf", folder.toString());
        assertThat(folder).doesNotExist();
    }
}
