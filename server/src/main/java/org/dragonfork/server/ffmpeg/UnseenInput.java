package org.dragonfork.server.ffmpeg;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.egress.supervise.ProcessSpec;

/**
 * Tells the inputs that must not be opened before the run: a listener would give its only connection to the probe, a pipe its
 * beginning, and what is raw has nothing to copy.
 */
final class UnseenInput {
    private static final Set<String> DEVICES = Set.of(
            "v4l2",
            "video4linux2",
            "alsa",
            "pulse",
            "jack",
            "oss",
            "sndio",
            "openal",
            "x11grab",
            "kmsgrab",
            "fbdev",
            "decklink",
            "avfoundation",
            "dshow",
            "gdigrab",
            "android_camera",
            "iec61883",
            "libdc1394",
            "libcdio");

    private UnseenInput() {}

    /** Why this input cannot be looked at, one line; empty when it can. */
    static Optional<String> obstacle(ProcessSpec.MediaInput input) {
        List<String> options = input.options();
        String address = input.address().toLowerCase(Locale.ROOT);
        String format = after(options, "-f");
        if (format.equals("lavfi")) {
            return Optional.of("the input is made by FFmpeg itself");
        }
        if (DEVICES.contains(format) || address.startsWith("/dev/")) {
            return Optional.of("the input is a capture device");
        }
        if (Listener.isMeant(input)) {
            return Optional.of("the input is a listener, whose sender would be taken by the probe");
        }
        if (address.equals("-")
                || address.startsWith("pipe:")
                || address.startsWith("fd:")
                || isPipe(input.address())) {
            return Optional.of("the input is a pipe, which can be read once only");
        }
        return Optional.empty();
    }

    /** The value of an option, in lower case; empty when it is not there. */
    static String after(List<String> options, String name) {
        int at = options.lastIndexOf(name);
        return at < 0 || at + 1 >= options.size() ? "" : options.get(at + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isPipe(String address) {
        try {
            String path = address.startsWith("file:") ? address.substring("file:".length()) : address;
            return !path.contains("://")
                    && Files.readAttributes(Path.of(path), BasicFileAttributes.class)
                            .isOther();
        } catch (java.io.IOException | InvalidPathException _) {
            return false;
        }
    }
}
