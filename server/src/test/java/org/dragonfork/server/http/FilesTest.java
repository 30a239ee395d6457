package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the disk over a socket, by the API and under the root, and whatever somebody may try to get at others. */
final class FilesTest {
    private static final String OUTSIDE = "nobody may read this";

    @TempDir
    Path place;

    private EdgeFixture edge;

    @BeforeEach
    void start() throws IOException {
        Path data = Files.createDirectories(place.resolve("data"));
        Files.createDirectories(data.resolve("cam/day"));
        Files.writeString(data.resolve("live.m3u8"), "#EXTM3U");
        Files.writeString(data.resolve("cam/day/b.ts"), "x".repeat(200_000));
        Files.writeString(data.resolve("cam/index.html"), "<p>mine");
        Files.writeString(data.resolve("index.html"), "<p>not ours");
        Files.writeString(data.resolve(".hidden"), OUTSIDE);
        Files.writeString(place.resolve("secret"), OUTSIDE);
        Files.createDirectories(place.resolve("other"));
        Files.writeString(place.resolve("other/secret"), OUTSIDE);
        Files.createSymbolicLink(data.resolve("link"), place.resolve("secret"));
        Files.createSymbolicLink(data.resolve("folder"), place.resolve("other"));
        Files.setLastModifiedTime(data.resolve("live.m3u8"), FileTime.fromMillis(1_700_000_000_000L));
        edge = EdgeFixture.started(options -> options, List.of(new FileRoutes(data), new StaticFiles(data)));
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void listsWhatIsThereInTheOrderThatIsAskedFor() {
        assertThat(get("/api/v3/fs").body()).isEqualTo("[{\"name\":\"disk\",\"type\":\"disk\",\"mount\":\"/\"}]");
        assertThat(names("/api/v3/fs/disk"))
                .containsExactly("/cam/day/b.ts", "/cam/index.html", "/index.html", "/live.m3u8");
        assertThat(names("/api/v3/fs/disk?sort=size&order=desc")).startsWith("/cam/day/b.ts");
        assertThat(names("/api/v3/fs/disk?sort=lastmod&order=asc")).startsWith("/live.m3u8");
        assertThat(names("/api/v3/fs/disk?glob=/*.m3u8")).containsExactly("/live.m3u8");
        assertThat(names("/api/v3/fs/disk?glob=/*.ts")).isEmpty();
        assertThat(names("/api/v3/fs/disk?glob=/**.ts")).containsExactly("/cam/day/b.ts");
        assertThat(get("/api/v3/fs/disk?glob=%5B").status()).isEqualTo(400);
        assertThat(get("/api/v3/fs/disk?glob=/live*").body())
                .isEqualTo("[{\"name\":\"/live.m3u8\",\"size_bytes\":7,\"last_modified\":1700000000}]");
    }

    @Test
    void givesAFileWithItsTypeAndNothingButItsSizeToHead() {
        Seen file = get("/api/v3/fs/disk/cam/day/b.ts");
        Seen head = edge.raw().send(Ask.of("HEAD", "/api/v3/fs/disk/cam/day/b.ts"));

        assertThat(file.body()).hasSize(200_000);
        assertThat(file.header("Content-Type")).contains("video/mp2t");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).contains("200000");
        assertThat(head.body()).isEmpty();
        assertThat(get("/live.m3u8").header("Last-Modified")).contains("Tue, 14 Nov 2023 22:13:20 GMT");
    }

    @Test
    void servesUnderTheRootWhatTheServerDoesNotHaveItself() {
        assertThat(get("/live.m3u8").header("Content-Type")).contains("application/vnd.apple.mpegurl");
        assertThat(get("/cam/").body()).isEqualTo("<p>mine");
        assertThat(get("/cam/").header("Content-Security-Policy").orElse("")).startsWith("sandbox");
        assertThat(get("/").body()).contains("Dragonfork").doesNotContain("not ours");
        assertThat(get("/index.html").body()).doesNotContain("not ours");
        assertThat(get("/nothing").reason()).isEqualTo("no_route");
        assertThat(edge.raw().send(Ask.of("POST", "/live.m3u8")).status()).isEqualTo(405);
        assertThat(edge.raw().send(Ask.of("POST", "/nothing")).status()).isEqualTo(404);
        assertThat(edge.raw().send(Ask.of("PUT", "/api/v3/fs/disk/live.m3u8")).status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "link",
                "folder/secret",
                ".hidden",
                "../secret",
                "..%2Fsecret",
                "cam/..%2F..%2Fsecret",
                "%2e%2e/secret",
                "cam/%2e%2e/%2e%2e/secret",
                "%2Fetc%2Fpasswd",
                "/etc/passwd",
                "live.m3u8%00",
                "live.m3u8/",
                "cam",
                "cam/day",
                "..",
                "."
            })
    void reachesNothingOutsideAndNoLink(String path) {
        for (String start : List.of("/api/v3/fs/disk/", "/")) {
            Seen seen = get(start + path);
            // What can be no path in a URL is refused before anybody looks for it.
            assertThat(seen.status()).as(start + path).isIn(400, 404);
            assertThat(seen.body()).doesNotContain(OUTSIDE, "root:");
        }
    }

    @Test
    void isEmptyWhereThereIsNoFolder() {
        Path nowhere = place.resolve("nowhere");
        try (EdgeFixture empty =
                EdgeFixture.started(options -> options, List.of(new FileRoutes(nowhere), new StaticFiles(nowhere)))) {
            assertThat(empty.raw().send(Ask.of("GET", "/api/v3/fs/disk")).body())
                    .isEqualTo("[]");
            assertThat(empty.raw().send(Ask.of("GET", "/x")).status()).isEqualTo(404);
            assertThat(empty.raw()
                            .send(Ask.of("GET", "/api/v3/fs/mem"))
                            .json()
                            .path("message")
                            .asString())
                    .isEqualTo("File not found");
        }
    }

    @Test
    void aFileThatBecomesShorterDoesNotLookWhole() throws IOException {
        Path file = place.resolve("short");
        Files.writeString(file, "four");
        var body = new FileBody(5, FileTime.fromMillis(0), Files.newInputStream(file));
        var out = new java.io.ByteArrayOutputStream();

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> body.sendTo(out))
                .isInstanceOf(java.io.EOFException.class);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("four");
    }

    private Seen get(String path) {
        return edge.raw().send(Ask.of("GET", path));
    }

    private List<String> names(String path) {
        return get(path)
                .json()
                .valueStream()
                .map(file -> file.path("name").asString())
                .toList();
    }
}
