package org.dragonfork.server.config;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.server.json.Json;
import org.dragonfork.server.json.JsonLimits;
import org.dragonfork.server.json.JsonReading;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The configuration file on disk. It is written as a whole or not at all, for its owner's eyes only. */
final class ConfigFile {
    /** Thousands of times what a long configuration takes. */
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final Path path;

    ConfigFile(Path path) {
        this.path = path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    FileContent read() {
        if (!exists()) {
            return FileContent.NONE;
        }
        try {
            Instant changed = Files.getLastModifiedTime(path).toInstant();
            return switch (json()) {
                case JsonReading.Read(JsonNode root) -> FileContent.of(root, path.toString(), changed);
                case JsonReading.Refused(String why) -> FileContent.broken(path.toString(), "unreadable: " + why);
            };
        } catch (IOException e) {
            return FileContent.broken(path.toString(), "unreadable: " + reason(e));
        }
    }

    /**
     * Adds values to what stands in the file, which keeps everything else as it is.
     *
     * @param added values by key, all of them texts
     * @throws IOException with the reason in a few words; the file is as it was then
     */
    void add(Map<ConfigKey, String> added, Instant now) throws IOException {
        ObjectNode root = exists() ? object() : JsonNodeFactory.instance.objectNode();
        if (!root.has("version")) {
            root.put("created_at", now.toString());
            root.put("version", 3);
        }
        added.forEach((key, value) -> put(root, key, value));
        write(Json.writeIndented(root) + "\n");
    }

    private ObjectNode object() throws IOException {
        return json() instanceof JsonReading.Read(ObjectNode root) ? root : JsonNodeFactory.instance.objectNode();
    }

    private JsonReading json() throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            return new JsonReading.Refused("longer than " + MAX_BYTES + " bytes");
        }
        return Json.read(Files.readString(path, StandardCharsets.UTF_8), JsonLimits.FILE);
    }

    private static void put(ObjectNode root, ConfigKey key, String value) {
        String[] names = key.key().split("\\.", -1);
        ObjectNode group = root;
        for (int i = 0; i < names.length - 1; i++) {
            group = group.get(names[i]) instanceof ObjectNode there ? there : group.putObject(names[i]);
        }
        group.put(names[names.length - 1], value);
    }

    private void write(String text) throws IOException {
        try {
            Path target = exists() ? path.toRealPath() : path.toAbsolutePath();
            Path folder = Optional.ofNullable(target.getParent()).orElse(Path.of("/"));
            createFolder(folder);
            Path draft = Files.createTempFile(folder, ".config", ".tmp", forOwnerOnly(folder));
            try (var out = new FileOutputStream(draft.toFile())) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new IOException(reason(e), e);
        }
    }

    private static void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + " is no folder", e);
        }
    }

    private static FileAttribute<?>[] forOwnerOnly(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.NoSuchFileException _ -> "no such folder";
            case java.nio.charset.CharacterCodingException _ -> "no UTF-8";
            default -> String.valueOf(e.getMessage());
        };
    }
}
