package org.dragonfork.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the table of {@code docs/configuration.md} equal to the keys. */
class ConfigurationDocTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

    @Test
    void tableOfTheDocumentIsTheKeys() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line ->
                        line.startsWith("| `") && line.contains("` | `CORE_") && line.split(" \\| ", -1).length > 2)
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(ConfigKey.values())
                        .map(ConfigurationDocTest::row)
                        .toList());
    }

    @Test
    void secondTableIsTheKeysWithoutEffect() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.matches("\\| `[^|]+` \\| `CORE_[^|]+` \\|"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(InertKey.ALL.stream()
                        .map(key -> "| `" + key.key() + "` | `" + key.environmentName() + "` |")
                        .toList());
    }

    @Test
    void noKeyIsOfBothKinds() {
        assertThat(InertKey.ALL)
                .hasSizeGreaterThan(50)
                .allSatisfy(key -> assertThat(ConfigKey.of(key.key())).isEmpty());
    }

    private static String row(ConfigKey key) {
        String preset = key.defaultText().isEmpty() ? "not set" : "`" + key.defaultText() + "`";
        return "| `" + key.key() + "` | `" + key.environmentName() + "` | " + preset + " | "
                + key.allowed().replace("|", "\\|") + " | " + key.meaning() + " |";
    }
}
