package org.dragonfork.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code test/TESTING.md} and {@code docs/operations.md} speak of things that there are. */
final class TestingGuideTest {
    private static final Pattern FAMILIES = Pattern.compile("for family in ([^;]+);");

    @Test
    void asksForTheElevenFamiliesOfTheDesign() throws Exception {
        var asked = FAMILIES.matcher(guide());
        assertThat(asked.find()).isTrue();
        List<String> families =
                List.of(asked.group(1).replace("\\\n", " ").trim().split("\\s+", -1));
        String documented = Repository.read("docs/metrics.md");

        assertThat(families)
                .hasSize(11)
                .doesNotHaveDuplicates()
                .allMatch(family ->
                        documented.contains("`" + family + "`") || documented.contains("dragonfork_webrtc_" + family));
    }

    @Test
    void postsOffersThatLieBesideIt() throws Exception {
        List<String> offers = found("post \\w+ (\\S+\\.sdp)`", guide());

        assertThat(offers)
                .isNotEmpty()
                .allSatisfy(offer -> assertThat(Repository.ROOT.resolve("test").resolve(offer))
                        .content()
                        .startsWith("v=0\r\n"));
    }

    @Test
    void speaksOfAlertsThatThereAre() throws Exception {
        StringBuilder rules = new StringBuilder();
        for (Path file : Repository.files(Repository.BUNDLE.resolve("prom/rules"), ".yml")) {
            rules.append(Files.readString(file));
        }
        List<String> alerts = found("`(WebRTC[A-Za-z]+)`", guide() + Repository.read("docs/operations.md"));

        assertThat(alerts).isNotEmpty().allMatch(alert -> rules.indexOf("alert: " + alert + "\n") >= 0);
    }

    @Test
    void everyLinkLeadsToAFile() throws Exception {
        for (String page : List.of(
                "test/TESTING.md",
                "docs/operations.md",
                "deploy/truenas/core/README.md",
                "deploy/kubernetes/README.md",
                "README.md")) {
            Path folder = Repository.ROOT.resolve(page).resolve("..").normalize();
            assertThat(found("\\]\\(([^)#:]+)\\)", Repository.read(page)))
                    .as(page)
                    .isNotEmpty()
                    .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
        }
    }

    private static String guide() throws IOException {
        return Repository.read("test/TESTING.md");
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();
    }
}
