package org.dragonfork.load;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a run may be aimed at. */
final class Target {
    private Target() {}

    /** What is wrong with it, or null. */
    static @Nullable String mistake(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
            return "--url wants a whole http or https address, such as http://127.0.0.1:8080/api/v3/whep/demo";
        }
        if (url.getUserInfo() != null) {
            return "--url must not carry a name or password, as addresses are shown; use --token";
        }
        return null;
    }

    /** The host without the brackets of an IPv6 address. */
    static String host(URI url) {
        return url.getHost().replaceAll("[\\[\\]]", "");
    }

    /** Whether every address of its host is of this machine's loopback. */
    static boolean isLoopback(URI url) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host(url))) {
            if (!address.isLoopbackAddress()) {
                return false;
            }
        }
        return true;
    }
}
