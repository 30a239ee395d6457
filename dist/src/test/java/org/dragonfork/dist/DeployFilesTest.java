package org.dragonfork.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every file that is given out. */
final class DeployFilesTest {
    @Test
    void everyYamlFileIsReadAndHasNoKeyTwice() throws Exception {
        List<Path> files = Repository.files(Repository.DEPLOY, ".yml", ".yaml");

        assertThat(files)
                .hasSizeGreaterThan(5)
                .allSatisfy(file ->
                        assertThat(Yaml.readAll(file)).as(file.toString()).isNotEmpty());
    }

    @Test
    void everyScriptIsReadByThePlainShellAndCanBeRun() throws Exception {
        List<Path> scripts = Repository.files(Repository.DEPLOY, ".sh", "/bin/dragonfork");

        assertThat(scripts).hasSizeGreaterThan(1).allSatisfy(script -> {
            assertThat(Files.isExecutable(script)).as(script.toString()).isTrue();
            assertThat(Files.readString(script)).startsWith("#!/bin/sh\n").contains("\nset -eu\n");
            Ran ran = Ran.in(Repository.ROOT, "sh", "-n", script.toString());
            assertThat(ran.code()).as(ran.said()).isZero();
        });
    }

    @Test
    void noFileHoldsAPassword() throws Exception {
        for (Path file : Repository.files(Repository.DEPLOY, ".yml", ".yaml", ".env", ".example")) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContainPattern("(?m)^#?[A-Z_]*PASSWORD=.")
                    .doesNotContainPattern("(?i)(password|secret|token): *\"?[a-z0-9]{8,}");
        }
    }
}
