package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {
    private final Pages pages = new Pages();

    private Seen page(String name) {
        return Seen.of(pages.at(name).orElseThrow().whole(), "GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "index.html", "whep-player.html", "admin.html"})
    void allowsOnlyTheScriptAndStyleThatStandInThePage(String name) {
        String policy = page(name).header("Content-Security-Policy").orElseThrow();

        assertThat(policy).startsWith("default-src 'none'; script-src 'sha256-").contains("; style-src 'sha256-");
        assertThat(policy).doesNotContain("unsafe", "'self' data", "*");
        assertThat(page(name).header("X-Content-Type-Options")).contains("nosniff");
        assertThat(page(name).header("Referrer-Policy")).contains("no-referrer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "whep-player.html", "admin.html"})
    void needsNothingFromOutsideAndNothingThePolicyForbids(String name) {
        String html = page(name).body();
        Matcher sources = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(html);
        while (sources.find()) {
            assertThat(sources.group(1)).matches("/.*|data:.*");
        }

        assertThat(html).doesNotContain("@import", "url(", " style=\"", "innerHTML", "eval(");
        assertThat(html).doesNotContainPattern("<[a-z]+[^>]* on[a-z]+=");
    }

    @ParameterizedTest
    // A player never asks for the metrics.
    @EnumSource(value = Reason.class, names = "METRICS_.*", mode = EnumSource.Mode.MATCH_NONE)
    void thePlayerHasWordsForEveryReason(Reason reason) {
        assertThat(page("whep-player.html").body()).containsPattern("\\n  " + reason.label() + ": \\['[A-Z]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "whep-player.html", "admin.html"})
    void leavesAsOneFileWithTheColoursThatAllPagesShare(String name) {
        assertThat(page(name).body())
                .doesNotContain("<link rel=\"stylesheet\"", "<script src")
                .doesNotContainPattern("/\\* \\S+\\.(css|js) \\*/")
                .containsOnlyOnce("prefers-color-scheme: dark")
                .contains("--accent: #d4451f", "--accent: #ff7447");
    }

    @Test
    void everyPartStandsInAPage() throws IOException {
        Path folder = Path.of("src/main/resources/pages");
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            String wholes = Stream.of("index.html", "whep-player.html", "admin.html")
                    .map(name -> page(name).body())
                    .collect(Collectors.joining());

            assertThat(all.stream().filter(file -> !file.toString().endsWith(".html")))
                    .hasSizeGreaterThan(10)
                    .allSatisfy(part ->
                            assertThat(wholes).contains(Files.readString(part).strip()));
        }
    }

    @Test
    void hasNoOtherFiles() {
        assertThat(pages.at("../logback-test.xml")).isEmpty();
        assertThat(pages.at("whep-player")).isEmpty();
        assertThat(pages.at("shared/dragonfork.css")).isEmpty();
        assertThat(pages.at("player/player.css")).isEmpty();
    }
}
