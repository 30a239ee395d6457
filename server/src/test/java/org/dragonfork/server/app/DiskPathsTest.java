package org.dragonfork.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.AccessRules;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.ProcessIo;
import org.dragonfork.egress.process.ProcessLimits;
import org.dragonfork.egress.process.ProcessResolver;
import org.dragonfork.egress.process.ProcessResolver.Resolution;
import org.dragonfork.egress.process.WebrtcSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskPathsTest {
    @TempDir
    private Path temporary;

    private final DiskPaths paths = new DiskPaths();
    private Path root = Path.of("/");

    @BeforeEach
    void follow() throws IOException {
        root = temporary.toRealPath();
        Files.createDirectories(root.resolve("data/sub"));
        Files.createDirectories(root.resolve("outside"));
        Files.createSymbolicLink(root.resolve("data/inner"), root.resolve("data/sub"));
        Files.createSymbolicLink(root.resolve("data/out"), root.resolve("outside"));
        Files.createSymbolicLink(root.resolve("data/dangling"), root.resolve("outside/new.mp4"));
        Files.createSymbolicLink(root.resolve("data/self"), root.resolve("data/self"));
        Files.createSymbolicLink(root.resolve("link"), root.resolve("data"));
    }

    private Optional<String> real(String path) {
        return paths.of(root.resolve(path).toString());
    }

    @Test
    void followsLinksAsFarAsAPathExists() {
        assertThat(real("data/a.mp4")).contains(root + "/data/a.mp4");
        assertThat(real("data/new/folder/a.mp4")).contains(root + "/data/new/folder/a.mp4");
        assertThat(real("data/inner/a.mp4")).contains(root + "/data/sub/a.mp4");
        assertThat(real("data/out/a.mp4")).contains(root + "/outside/a.mp4");
        assertThat(real("data/dangling")).isEmpty();
        assertThat(real("data/dangling/x")).isEmpty();
        assertThat(real("data/self")).isEmpty();
        assertThat(paths.of("/\u0000")).isEmpty();
    }

    @Test
    void keepsOutputsInTheFolderAlsoWhenItIsALinkItself() {
        for (String folder : List.of("data", "link")) {
            assertThat(isResolved(folder, "new/a.mp4")).isTrue();
            assertThat(isResolved(folder, "inner/a.mp4")).isTrue();
            assertThat(isResolved(folder, "out/a.mp4")).isFalse();
            assertThat(isResolved(folder, "dangling")).isFalse();
            assertThat(isResolved(folder, "self")).isFalse();
        }
    }

    private boolean isResolved(String folder, String output) {
        String data = root.resolve(folder).toString();
        var resolver =
                new ProcessResolver(new ProcessResolver.Settings(data, "/", AccessRules.ANY, AccessRules.ANY), paths);
        var config = new ProcessConfig(
                new StreamId("cam"),
                "ffmpeg",
                "",
                List.of(ProcessIo.of("in", "x")),
                List.of(ProcessIo.of("out", "{diskfs}/" + output)),
                List.of(),
                false,
                0,
                true,
                0,
                ProcessLimits.NONE,
                WebrtcSettings.OFF,
                Map.of());
        return resolver.resolve(config, _ -> Optional.empty()) instanceof Resolution.Resolved;
    }
}
