package org.dragonfork.server.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a request that is let in because it comes from this machine was really meant by somebody on it. Any web page in
 * a browser here can send requests here; the browser says so in {@code Origin} and {@code Sec-Fetch-Site}, and a page that
 * makes its own name point here (DNS rebinding) betrays itself by {@code Host}.
 */
final class SameSite {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9.-]+)(:[0-9]{1,5})?");

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("localhost|[a-z0-9-]+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private SameSite() {}

    /** What is wrong with it, in one line; empty when nothing is. */
    static Optional<String> objection(EdgeRequest request) {
        String host = request.header("Host").orElse("").toLowerCase(Locale.ROOT);
        Matcher form = HOST.matcher(host);
        if (!form.matches() || !LOOPBACK_HOST.matcher(form.group(1)).matches()) {
            return Optional.of("the Host field names no localhost; ask for http://localhost or http://127.0.0.1");
        }
        Optional<String> origin = request.header("Origin").map(value -> value.toLowerCase(Locale.ROOT));
        boolean foreign = origin.isPresent() && !origin.get().equals("http://" + host);
        String site = request.header("Sec-Fetch-Site").orElse("none");
        if (foreign || !(site.equals("none") || site.equals("same-origin"))) {
            return Optional.of("a web page of another origin sent it");
        }
        return Optional.empty();
    }
}
