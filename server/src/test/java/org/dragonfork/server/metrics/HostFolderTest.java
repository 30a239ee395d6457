package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFolderTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void countsFilesAndNotFoldersOrLinks() throws IOException {
        HostFixture.write(folder.resolve("a/b/c"), new byte[10]);
        HostFixture.write(folder.resolve("d"), new byte[5]);
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("d"));
        Files.createSymbolicLink(folder.resolve("a/loop"), folder);

        assertThat(new HostFolder("diskfs", folder, -1).count(100)).contains(new HostFolder.Content(15, 2));
    }

    @Test
    void countsWhatIsBehindALinkToItself() throws IOException {
        HostFixture.write(folder.resolve("a/d"), new byte[5]);
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a"));

        assertThat(new HostFolder("diskfs", link, -1).count(100)).contains(new HostFolder.Content(5, 1));
    }

    @Test
    void givesUpOnAFolderWithTooMuchInIt() {
        for (int i = 0; i < 9; i++) {
            HostFixture.write(folder.resolve("f" + i), new byte[1]);
        }

        assertThat(new HostFolder("diskfs", folder, -1).count(10)).contains(new HostFolder.Content(9, 9));
        assertThat(new HostFolder("diskfs", folder, -1).count(9)).isEmpty();
    }

    @Test
    void isEmptyWhereThereIsNoFolder() {
        assertThat(new HostFolder("diskfs", folder.resolve("none"), -1).count(9))
                .isEmpty();
    }
}
