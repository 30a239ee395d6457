package org.dragonfork.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files stay small enough to be read in one go (section "Feel" of the architecture). */
class SourceSizeTest {
    private static final int MOST_LINES = 500;

    private static final Pattern WRITTEN = Pattern.compile("\\.(java|html|css|js)$");

    private static final int MOST_LINES_IN_THE_MIDDLE = 130;

    private static final List<String> MODULES =
            List.of("webrtc", "dtls-bc", "egress", "testkit", "load", "server", "bench", "observability", "dist");

    @Test
    void noSourceIsLongerThanFiveHundredLines() {
        assertThat(linesBySource("main", "test"))
                .isNotEmpty()
                .allSatisfy((source, lines) -> assertThat(lines).isLessThanOrEqualTo(MOST_LINES));
    }

    @Test
    void halfOfTheSourcesAreShort() {
        List<Integer> lengths =
                linesBySource("main", "test").values().stream().sorted().toList();

        assertThat(lengths.get(lengths.size() / 2)).isLessThanOrEqualTo(MOST_LINES_IN_THE_MIDDLE);
    }

    /** The pages are plain HTML, CSS and JavaScript, put together from parts when they are served. */
    @Test
    void noPartOfAPageIsLongerThanFiveHundredLines() {
        Map<Path, Integer> lines = new TreeMap<>();
        count(root(), root().resolve("server/src/main/resources/pages"), lines);

        assertThat(lines)
                .hasSizeGreaterThan(4)
                .allSatisfy((part, count) -> assertThat(count).isLessThanOrEqualTo(MOST_LINES));
    }

    private static Map<Path, Integer> linesBySource(String... kinds) {
        Path root = root();
        Map<Path, Integer> lines = new TreeMap<>();
        for (String module : MODULES) {
            for (String kind : kinds) {
                Path folder = root.resolve(module, "src", kind, "java");
                if (Files.isDirectory(folder)) {
                    count(root, folder, lines);
                }
            }
        }
        return lines;
    }

    private static void count(Path root, Path folder, Map<Path, Integer> lines) {
        try (Stream<Path> sources = Files.walk(folder)) {
            for (Path source : sources.filter(SourceSizeTest::counts).toList()) {
                lines.put(root.relativize(source), Files.readAllLines(source).size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Planted code is a few lines by design and would pull the middle down, as would package-info files. */
    private static boolean counts(Path source) {
        String name = source.toString();
        return WRITTEN.matcher(name).find() && !name.endsWith("-info.java") && !name.contains("/planted/");
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("the tests do not run inside the source tree");
            }
            folder = parent;
        }
        return folder;
    }
}
