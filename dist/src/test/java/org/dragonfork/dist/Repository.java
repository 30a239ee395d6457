package org.dragonfork.dist;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** The folders of this repository. */
final class Repository {
    static final Path ROOT = root();

    static final Path DEPLOY = ROOT.resolve("deploy");

    static final Path BUNDLE = DEPLOY.resolve("truenas/core");

    private Repository() {}

    static String read(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }

    /** The bundle as somebody gets it who clones this repository: without {@code .env}. */
    static Path copyOfBundle(Path folder) throws IOException {
        Path copy = folder.resolve("deploy/truenas/core");
        copy(BUNDLE, copy);
        Files.deleteIfExists(copy.resolve(".env"));
        return copy;
    }

    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** All files below a folder whose names end so. */
    static List<Path> files(Path folder, String... endings) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        return Files.isDirectory(folder.resolve("deploy"))
                ? folder
                : folder.resolve("..").normalize();
    }
}
