package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of answers in the document and the code agree. */
final class WhepDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "protocol", "whep.md");

    @ParameterizedTest
    @EnumSource(Reason.class)
    void listsEveryReasonWithItsStatus(Reason reason) throws IOException {
        assertThat(Files.readAllLines(DOCUMENT))
                .anyMatch(line -> line.matches(
                        "\\| " + reason.status() + " \\|.*\\| `" + Pattern.quote(reason.label()) + "` \\|.*"));
    }

    @Test
    void listsNoReasonThatDoesNotExist() throws IOException {
        assertThat(Files.readAllLines(DOCUMENT).stream()
                        .filter(line -> line.matches("\\| [45]\\d\\d \\|.*"))
                        .count())
                .isEqualTo(Reason.values().length);
    }
}
