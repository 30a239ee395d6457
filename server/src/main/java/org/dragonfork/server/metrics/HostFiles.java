package org.dragonfork.server.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the small files under {@code /proc} or {@code /sys/fs/cgroup}. What is not there, cannot be read or is no plain file
 * is empty; what is outside of the root counts as not there.
 */
final class HostFiles {
    /** The longest that is read, {@code /proc/stat} of a machine with many interrupts, has its first line within this. */
    private static final int MOST_BYTES = 64 * 1024;

    /** So that a number always fits into a long; no counter of a machine has more. */
    private static final int MOST_DIGITS = 18;

    private final Path root;

    HostFiles(Path root) {
        this.root = root.normalize();
    }

    /** The first 64 KiB of a file. */
    Optional<String> text(String name) {
        try {
            Path file = root.resolve(name).normalize();
            // A pipe would block the scrape.
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException | InvalidPathException _) {
            return Optional.empty();
        }
    }

    /** A file that holds one number and nothing else. */
    OptionalLong number(String name) {
        Optional<String> text = text(name);
        return text.isEmpty() ? OptionalLong.empty() : number(new Fields(text.get()), 0);
    }

    /** The number after a key at the beginning of a line, as in {@code MemTotal:  16 kB} and {@code inactive_file 4096}. */
    OptionalLong number(String name, String key) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        return text.get()
                .lines()
                .map(Fields::new)
                .filter(fields -> fields.text(0).equals(key))
                .findFirst()
                .map(fields -> number(fields, 1))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong number(Fields fields, int index) {
        return fields.number(index);
    }

    /** The parts of a line between blanks. */
    static final class Fields {
        private final String[] parts;

        Fields(String line) {
            parts = line.strip().split("\\s+", -1);
        }

        /** One part, empty when there are fewer. */
        String text(int index) {
            return index < parts.length ? parts[index] : "";
        }

        /** One part as a number from 0 to 10^18 - 1; empty for anything else. */
        OptionalLong number(int index) {
            String part = text(index);
            boolean valid = !part.isEmpty()
                    && part.length() <= MOST_DIGITS
                    && part.chars().allMatch(c -> c >= '0' && c <= '9');
            return valid ? OptionalLong.of(Long.parseLong(part)) : OptionalLong.empty();
        }

        /** As {@link #number}, but 0 for anything else. */
        long numberOrZero(int index) {
            return number(index).orElse(0);
        }
    }
}
