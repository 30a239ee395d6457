package org.dragonfork.server.linux;

import java.util.Locale;

/** Whether this room can be used here. */
public final class LinuxHost {
    private LinuxHost() {}

    /** True on 64-bit Linux on x86 and ARM, where layouts of structures are known and native access is allowed. */
    public static boolean isSupported() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (!system.equals("linux") || !(isX86() || architecture().equals("aarch64"))) {
            return false;
        }
        try {
            return Libc.isThere();
        } catch (LinkageError | RuntimeException _) {
            // No such symbol, or native access is denied: then the JDK's own sockets do.
            return false;
        }
    }

    static boolean isX86() {
        return architecture().equals("amd64") || architecture().equals("x86_64");
    }

    private static String architecture() {
        return System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    }
}
