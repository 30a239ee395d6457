package org.dragonfork.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code init.sh} makes the bundle's {@code .env}. */
final class InitScriptTest {
    private static final Pattern PASSWORD = Pattern.compile("^([A-Z_]+_PASSWORD)=(.*)$", Pattern.MULTILINE);

    @TempDir
    private Path directory;

    @Test
    void makesDotEnvWithTwoRandomPasswordsThatOnlyTheOwnerReads() throws Exception {
        Path bundle = Repository.copyOfBundle(directory);

        Ran ran = Ran.in(bundle, "./init.sh");

        assertThat(ran.code()).as(ran.said()).isZero();
        Path made = bundle.resolve(".env");
        assertThat(Files.getPosixFilePermissions(made)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        List<String> passwords = passwords(made);
        assertThat(passwords).hasSize(2).doesNotHaveDuplicates().allMatch(one -> one.matches("[A-Za-z0-9]{32}"));
        assertThat(ran.said()).doesNotContain(passwords);
        assertThat(filesOf(bundle)).noneMatch(name -> name.matches("\\.env\\..{6}"));
    }

    @Test
    void makesOtherPasswordsEachTime() throws Exception {
        Path one = Repository.copyOfBundle(directory.resolve("one"));
        Path two = Repository.copyOfBundle(directory.resolve("two"));

        Ran.in(one, "./init.sh");
        Ran.in(two, "./init.sh");

        assertThat(passwords(one.resolve(".env"))).doesNotContainAnyElementsOf(passwords(two.resolve(".env")));
    }

    @Test
    void refusesToOverwrite() throws Exception {
        Path bundle = Repository.copyOfBundle(directory);
        Path mine = Files.writeString(bundle.resolve(".env"), "GRAFANA_ADMIN_PASSWORD=mine\n");

        Ran ran = Ran.in(bundle, "./init.sh");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.said()).hasLineCount(1).contains(".env is there already").doesNotContain("mine");
        assertThat(mine).hasContent("GRAFANA_ADMIN_PASSWORD=mine\n");
    }

    @Test
    void refusesToWriteThroughALinkThatLeadsNowhere() throws Exception {
        Path bundle = Repository.copyOfBundle(directory);
        Path elsewhere = directory.resolve("elsewhere");
        Files.createSymbolicLink(bundle.resolve(".env"), elsewhere);

        assertThat(Ran.in(bundle, "./init.sh").code()).isEqualTo(1);
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void templateLeavesThePasswordsEmpty() throws Exception {
        assertThat(passwords(Repository.BUNDLE.resolve(".env.example"))).containsExactly("", "");
    }

    private static List<String> passwords(Path file) throws IOException {
        return PASSWORD.matcher(Files.readString(file))
                .results()
                .map(result -> result.group(2))
                .toList();
    }

    private static List<String> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
