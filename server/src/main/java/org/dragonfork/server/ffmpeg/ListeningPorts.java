package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The TCP ports of this machine at which somebody listens, as Linux tells them; elsewhere none is known. */
final class ListeningPorts {
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    // proc(5): local address and port, remote ones, state; 0A is TCP_LISTEN.
    private static final String LISTENS = " 0A ";

    private ListeningPorts() {}

    static boolean include(int port) {
        return TABLES.stream().anyMatch(table -> include(table, port));
    }

    static boolean include(Path table, int port) {
        String local = String.format(Locale.ROOT, ":%04X ", port);
        try (Stream<String> lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> {
                int at = line.indexOf(local);
                // Only the first address is the local one.
                return at >= 0 && line.indexOf(':', line.indexOf(':') + 1) == at && line.contains(LISTENS);
            });
        } catch (IOException | java.io.UncheckedIOException _) {
            return false;
        }
    }
}
