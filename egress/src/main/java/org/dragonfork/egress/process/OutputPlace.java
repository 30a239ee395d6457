package org.dragonfork.egress.process;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where FFmpeg may write: into the folder {@code storage.disk.dir}, to devices, to its own pipes, and to other machines. Any
 * protocol that is not known to lead there is refused, because several hide a file behind another name.
 */
final class OutputPlace {
    private static final Set<String> NETWORK = Set.of(
            "amqp", "amqps", "dtls", "ftp", "gopher", "gophers", "http", "https", "icecast", "mmsh", "mmst", "prompeg",
            "rist", "rtmp", "rtmpe", "rtmps", "rtmpt", "rtmpte", "rtmpts", "rtp", "rtsp", "rtsps", "sctp", "sftp",
            "srt", "srtp", "tcp", "tls", "udp", "udplite", "zmq");

    private final String folder;
    private final String workingFolder;
    private final RealPaths realPaths;

    /**
     * @param folder absolute path of {@code storage.disk.dir}
     * @param workingFolder absolute path that FFmpeg's relative ones begin at
     */
    OutputPlace(String folder, String workingFolder, RealPaths realPaths) {
        this.folder = trimmed(folder);
        this.workingFolder = trimmed(workingFolder);
        this.realPaths = realPaths;
    }

    /** Why this must not be written, one line without a field; empty when it may. */
    Optional<String> refusal(String address) {
        if (address.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return Optional.of("the address has a control character in it");
        }
        if (address.equals("-")) {
            return Optional.empty();
        }
        String protocol = FfmpegAddress.protocol(address);
        return switch (protocol) {
            case "" -> file(address);
            case "file" -> file(address.substring("file:".length()));
            case "pipe", "fd" -> Optional.empty();
            default ->
                NETWORK.contains(protocol)
                        ? Optional.empty()
                        : Optional.of("an output must not have the protocol " + protocol
                                + ": write to a file in storage.disk.dir or to a network address");
        };
    }

    /** Ways to write the address of a file, for patterns. */
    List<String> forms(String address) {
        String protocol = FfmpegAddress.protocol(address);
        if (!protocol.isEmpty() && !protocol.equals("file")) {
            return List.of(address);
        }
        if (address.equals("-")) {
            return List.of(address, "pipe:");
        }
        String path = protocol.isEmpty() ? address : address.substring("file:".length());
        return List.of(address, absolute(path), "file:" + absolute(path));
    }

    private Optional<String> file(String path) {
        if (path.isEmpty()) {
            return Optional.of("the address names no file");
        }
        if (List.of(path.split("/", -1)).contains("..")) {
            return Optional.of("the path must not have .. in it");
        }
        String absolute = absolute(path);
        if (absolute.startsWith("/dev/")) {
            return Optional.empty();
        }
        if (!isInside(absolute, folder)) {
            return Optional.of("the file is not in storage.disk.dir, " + folder + ": begin the address with {diskfs}/");
        }
        Optional<String> realFolder = realPaths.of(folder);
        Optional<String> real = realPaths.of(absolute);
        if (real.isEmpty() || realFolder.isEmpty() || !isInside(real.get(), realFolder.get())) {
            return Optional.of("the path leads out of storage.disk.dir through a symbolic link");
        }
        return Optional.empty();
    }

    private String absolute(String path) {
        String full = path.startsWith("/") ? path : workingFolder + "/" + path;
        var clean = new StringBuilder();
        for (String part : full.split("/", -1)) {
            if (!part.isEmpty() && !part.equals(".")) {
                clean.append('/').append(part);
            }
        }
        return clean.isEmpty() ? "/" : clean.toString();
    }

    private static boolean isInside(String path, String folder) {
        return path.startsWith(folder.equals("/") ? "/" : folder + "/");
    }

    private static String trimmed(String folder) {
        return folder.length() > 1 && folder.endsWith("/") ? trimmed(folder.substring(0, folder.length() - 1)) : folder;
    }
}
