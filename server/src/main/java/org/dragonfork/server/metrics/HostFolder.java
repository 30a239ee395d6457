package org.dragonfork.server.metrics;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder in which the server keeps files for others, a "filesystem" in the words of the original.
 *
 * @param name value of the label, for instance {@code diskfs}
 * @param limitBytes how much it may hold, negative for no limit
 */
public record HostFolder(String name, Path path, long limitBytes) {
    /** @throws IllegalArgumentException when the name is empty */
    public HostFolder {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a filesystem needs a name");
        }
    }

    /**
     * @param bytes sum of the lengths of the files
     * @param files how many, without folders
     */
    record Content(long bytes, long files) {}

    /**
     * Counts what is in it, without following links; what vanishes meanwhile does not count.
     *
     * @param mostEntries files and folders to look at
     * @return empty when the folder is not there or has more entries
     */
    Optional<Content> count(int mostEntries) {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        var walk = new Walk(mostEntries);
        try {
            Files.walkFileTree(path.toRealPath(), walk);
        } catch (IOException | SecurityException _) {
            return Optional.empty();
        }
        return walk.entriesLeft < 0 ? Optional.empty() : Optional.of(new Content(walk.bytes, walk.files));
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private int entriesLeft;
        private long bytes;
        private long files;

        Walk(int mostEntries) {
            entriesLeft = mostEntries;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return next();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                bytes += attributes.size();
                files++;
            }
            return next();
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return next();
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        private FileVisitResult next() {
            entriesLeft--;
            return entriesLeft < 0 ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
