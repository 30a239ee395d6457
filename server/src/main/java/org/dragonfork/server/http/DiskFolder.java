package org.dragonfork.server.http;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files under one folder, for reading only. It is gone down name by name from a folder that is open already, and no link
 * is followed, so nothing outside is ever reached, whatever is moved meanwhile. Names that begin with a dot are not there.
 * Where the system has no such way down, there are no files.
 */
final class DiskFolder {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private static final int MOST_FOLDERS_DEEP = 16;

    /** A list of this many is some megabytes. */
    private static final int MOST_FILES = 20_000;

    private final Path root;

    DiskFolder(Path root) {
        this.root = root;
    }

    /**
     * A file in a list.
     *
     * @param name path from the folder, with a slash in front
     */
    record Entry(String name, long bytes, long modifiedEpochSeconds) {}

    /** A regular file, opened when it is to be sent; empty when there is none that may be read. */
    Optional<FileBody> find(List<String> path, boolean open) {
        if (path.isEmpty() || !path.stream().allMatch(DiskFolder::isPlain)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            return top instanceof SecureDirectoryStream<Path> folder ? find(folder, path, open) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /** All regular files; of more than some ten thousand, those that were found first. */
    List<Entry> files() {
        List<Entry> found = new ArrayList<>();
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            if (top instanceof SecureDirectoryStream<Path> folder) {
                collect(folder, "", MOST_FOLDERS_DEEP, found);
            }
        } catch (IOException | DirectoryIteratorException notThere) {
            // What was read so far is the list; a folder that is not there yet is an empty one.
            return found;
        }
        return found;
    }

    private static Optional<FileBody> find(SecureDirectoryStream<Path> folder, List<String> path, boolean open)
            throws IOException {
        Path name = Path.of(path.getFirst());
        if (path.size() > 1) {
            try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return find(next, path.subList(1, path.size()), open);
            }
        }
        BasicFileAttributes attributes = attributes(folder, name);
        if (!attributes.isRegularFile()) {
            return Optional.empty();
        }
        if (!open) {
            return Optional.of(FileBody.unopened(attributes.size(), attributes.lastModifiedTime()));
        }
        SeekableByteChannel channel = folder.newByteChannel(name, READ);
        // It may have grown since; what is announced is what is sent.
        return Optional.of(
                new FileBody(channel.size(), attributes.lastModifiedTime(), Channels.newInputStream(channel)));
    }

    private static void collect(SecureDirectoryStream<Path> folder, String place, int deep, List<Entry> found) {
        for (Path path : folder) {
            if (found.size() >= MOST_FILES) {
                return;
            }
            Path name = path.getFileName();
            if (name == null || !isPlain(name.toString())) {
                continue;
            }
            try {
                BasicFileAttributes attributes = attributes(folder, name);
                String full = place + "/" + name;
                if (attributes.isRegularFile()) {
                    found.add(new Entry(
                            full,
                            attributes.size(),
                            attributes.lastModifiedTime().toMillis() / 1000));
                } else if (attributes.isDirectory() && deep > 0) {
                    try (SecureDirectoryStream<Path> next =
                            folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                        collect(next, full, deep - 1, found);
                    }
                }
            } catch (IOException _) {
                // Files come and go while processes write; this one went.
            }
        }
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        return folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.charAt(0) != '.' && name.indexOf('/') < 0 && name.indexOf('\0') < 0;
    }
}
