package org.dragonfork.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.dragonfork.egress.process.RealPaths;

/** Where paths lead on the disks of this machine. */
final class DiskPaths implements RealPaths {
    @Override
    public Optional<String> of(String absolute) {
        try {
            return real(Path.of(absolute)).map(Path::toString);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException _) {
            Path parent = path.getParent();
            Path name = path.getFileName();
            // A link that is there and leads nowhere: FFmpeg would make the file that it points to.
            if (parent == null || name == null || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            return real(parent).map(known -> known.resolve(name));
        }
    }
}
