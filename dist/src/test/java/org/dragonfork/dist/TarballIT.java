package org.dragonfork.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tarball of {@code -Pdist}, unpacked and used as somebody does who installs it. */
final class TarballIT {
    private static final Pattern READY = Pattern.compile("Ready for load: +(http://\\S+)");

    private static final Path TARBALL = Path.of(System.getProperty("dragonfork.tarball", "is not made without -Pdist"));

    @TempDir
    private Path directory;

    private Path installed = Path.of("");

    @BeforeEach
    void unpack() throws Exception {
        assertThat(Ran.in(directory, "tar", "-xzf", TARBALL.toString()).code()).isZero();
        String name = TARBALL.getFileName().toString();
        installed = directory.resolve(name.substring(0, name.length() - ".tar.gz".length()));
    }

    @Test
    void holdsTheLibrariesThatTheServerNamesAndNoOther() throws Exception {
        var there = new TreeSet<String>();
        try (Stream<Path> jars = Files.list(installed.resolve("lib"))) {
            jars.forEach(jar -> there.add(jar.getFileName().toString()));
        }
        var named = new TreeSet<String>();
        try (var server =
                new JarFile(installed.resolve("lib/dragonfork-server.jar").toFile())) {
            named.addAll(List.of(server.getManifest()
                    .getMainAttributes()
                    .getValue("Class-Path")
                    .split(" ", -1)));
        }
        named.add("dragonfork-server.jar");

        assertThat(there).isEqualTo(named);
    }

    @Test
    void holdsWhatOneNeedsToInstallIt() {
        for (String file : List.of(
                "README.txt",
                "LICENSE",
                "NOTICE",
                "dragonfork.env",
                "systemd/dragonfork.service",
                "systemd/dragonfork.sysusers",
                "docs/operations.md",
                "docs/configuration.md")) {
            assertThat(installed.resolve(file)).isRegularFile();
        }
        assertThat(installed.resolve("bin/dragonfork")).isExecutable();
    }

    @Test
    void hasOneTimeAndOneOwnerSoThatTwoBuildsAreAlike() throws Exception {
        Ran listed = Ran.in(
                directory,
                Map.of("TZ", "UTC"),
                List.of("tar", "-tvzf", TARBALL.toString(), "--numeric-owner", "--full-time"));

        assertThat(listed.said().lines())
                .isNotEmpty()
                .allMatch(line -> line.contains(" 0/0 ") && line.contains(" 2026-11-22 00:00:00 "));
    }

    @Test
    void runsBecomesReadyAndEndsWithItsChildren() throws Exception {
        // As /usr/local/bin would have it.
        Path link = Files.createSymbolicLink(directory.resolve("linked"), installed.resolve("bin/dragonfork"));
        Process server = start(link, "demo", "--http", "127.0.0.1:0", "--udp", "0");
        try (var web = new Web()) {
            String said = readUntil(server, "Ctrl-C ends everything");
            Matcher ready = READY.matcher(said);
            assertThat(ready.find()).as(said).isTrue();
            assertThat(web.get(ready.group(1)).statusCode()).isEqualTo(200);
            List<ProcessHandle> children;
            try (Stream<ProcessHandle> all = server.descendants()) {
                children = all.toList();
            }
            assertThat(children)
                    .anyMatch(child -> child.info().command().orElse("").endsWith("ffmpeg"));

            server.destroy();

            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isIn(0, 143);
            Web.await(
                    "no child is left",
                    Duration.ofSeconds(5),
                    () -> children.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            try (Stream<ProcessHandle> children = server.descendants()) {
                children.forEach(ProcessHandle::destroyForcibly);
            }
            server.destroyForcibly();
        }
    }

    @Test
    void saysSoInOneLineWhenItIsGivenTheWrongJava() throws Exception {
        Ran ran = Ran.in(
                directory,
                Map.of("DRAGONFORK_JAVA_HOME", directory.toString()),
                List.of(installed.resolve("bin/dragonfork").toString(), "version"));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.said()).hasLineCount(1).contains("which is not a Java 25; correct it or unset it");
    }

    private Process start(Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("CORE_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.directory(directory.toFile()).start();
    }

    private static String readUntil(Process program, String last) {
        var said = new StringBuilder();
        // Not closed: the program may still write.
        var reader = new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.append(line).append('\n');
                if (line.contains(last)) {
                    return said.toString();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the program ended and said only " + said);
    }
}
