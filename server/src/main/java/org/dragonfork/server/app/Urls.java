package org.dragonfork.server.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Ids as parts of the URLs that are printed. */
final class Urls {
    private Urls() {}

    static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
