package org.dragonfork.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file in its folder: read once, and replaced as a whole. At every moment, also after a power cut, {@code db.json} is
 * either the old or the new one, and {@code db.json.bak} is the one before. A lock keeps a second server out. Not
 * thread-safe.
 */
final class DbFile implements AutoCloseable {
    /** Addresses in it may hold passwords. */
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** What no server has ever written. */
    private static final long MAX_BYTES = 256L * 1024 * 1024;

    private final Path folder;
    private @Nullable FileChannel lockChannel;

    DbFile(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder.resolve("db.json");
    }

    Path backup() {
        return folder.resolve("db.json.bak");
    }

    /** Keeps other servers out from now on; one without a folder has nothing to lose yet. */
    void lockIfThere() throws StoreUnusableException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            lock();
        } catch (IOException e) {
            throw new StoreUnusableException(reason(e), e);
        }
    }

    /**
     * The text of the file; empty when there is none.
     *
     * @throws StoreUnusableException when there is one that cannot be read as text
     */
    String read() throws StoreUnusableException {
        Path path = path();
        try {
            if (!Files.exists(path)) {
                return "";
            }
            long size = Files.size(path);
            if (size > MAX_BYTES) {
                throw new StoreUnusableException("it is longer than " + MAX_BYTES + " bytes");
            }
            if (size == 0) {
                throw new StoreUnusableException("it is empty");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new StoreUnusableException("it is no UTF-8 text", e);
        } catch (IOException e) {
            throw new StoreUnusableException("it cannot be read: " + reason(e), e);
        }
    }

    /** Replaces the file; returns when the new one would survive a power cut. */
    void write(String text) throws IOException {
        Files.createDirectories(folder);
        lock();
        // Somebody may have made it a link to another disk: what is replaced is what it leads to.
        Path target = Files.exists(path()) ? path().toRealPath() : path();
        Path fresh = target.resolveSibling("db.json.new");
        boolean replaces = Files.exists(target);
        Files.deleteIfExists(fresh);
        Set<PosixFilePermission> permissions = replaces ? Files.getPosixFilePermissions(target) : OWNER_ONLY;
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(permissions))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        if (replaces) {
            keepBackup(target);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(target);
    }

    /** A second name for the present file, so that it stays when its first name goes to the new one. */
    private void keepBackup(Path target) throws IOException {
        Path fresh = target.resolveSibling("db.json.bak.new");
        Files.deleteIfExists(fresh);
        try {
            Files.createLink(fresh, target);
        } catch (UnsupportedOperationException | IOException e) {
            // Some file systems have no hard links.
            Files.copy(target, fresh, StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.move(fresh, backup(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void forceFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void lock() throws IOException {
        if (lockChannel != null) {
            return;
        }
        FileChannel channel =
                FileChannel.open(folder.resolve("db.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new OverlappingFileLockException();
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(
                    "another server uses it; stop that one, or choose another folder with CORE_DB_DIR", e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        lockChannel = channel;
    }

    @Override
    public void close() throws IOException {
        if (lockChannel != null) {
            lockChannel.close();
            lockChannel = null;
        }
    }

    /** What an exception of the file system means, as its message is only a path mostly. */
    static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> denied.getFile() + " may not be read or written";
            case java.nio.file.NoSuchFileException missing -> missing.getFile() + " does not exist";
            case java.nio.file.FileAlreadyExistsException there -> there.getFile() + " is no folder";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : String.valueOf(e.getMessage());
        };
    }
}
