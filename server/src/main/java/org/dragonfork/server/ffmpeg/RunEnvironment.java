package org.dragonfork.server.ffmpeg;

import java.util.Map;
import java.util.Set;

/** The environment of a child: only what FFmpeg has use for, so that no secret of the server's gets into it. */
final class RunEnvironment {
    private static final Set<String> KEPT = Set.of(
            "PATH",
            "HOME",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "LD_LIBRARY_PATH",
            "FONTCONFIG_FILE",
            "FONTCONFIG_PATH",
            "XDG_CACHE_HOME",
            "SSL_CERT_DIR",
            "SSL_CERT_FILE");

    private RunEnvironment() {}

    /**
     * @param ownLibrary whether the program brings its own C library: such a one crashes when it loads the host's character
     *     tables (an MPEG-TS input is enough), so it is shown none
     */
    static void apply(ProcessBuilder builder, boolean ownLibrary) {
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(KEPT);
        if (ownLibrary) {
            environment.put("GCONV_PATH", "/nonexistent");
        }
    }
}
