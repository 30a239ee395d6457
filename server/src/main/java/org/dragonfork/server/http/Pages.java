package org.dragonfork.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The static pages, read once from the jar. Each leaves the server as one self-contained file; its Content-Security-Policy
 * allows exactly the script and style that stand in it, by their hash (CSP level 3 section 2.3.1), so nothing injected can run.
 * Their scripts and styles are written in small parts and put in here: as files of their own they would need a policy that
 * allows any script of this server, and users' files are served beside the pages; and a page that was saved would be broken.
 */
final class Pages {
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    /** Where a part goes: a line with its name, which is a folder and a file. */
    private static final Pattern PLACE = Pattern.compile("(?m)^/\\* ([a-z]+/[a-z]+\\.(?:css|js)) \\*/$");

    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

    /** The player may be told the address of any WHEP server, and may be embedded in other people's pages. */
    private static final String PLAYER_MAY = "connect-src 'self' http: https:";

    private static final String INDEX_MAY = "connect-src 'self'; frame-ancestors 'none'";

    private final Map<String, Page> pages;

    /** @throws IllegalStateException when a page is missing in the jar */
    Pages() {
        Page index = load("index.html", INDEX_MAY);
        pages = Map.of(
                "",
                index,
                "index.html",
                index,
                "whep-player.html",
                load("whep-player.html", PLAYER_MAY),
                "admin.html",
                load("admin.html", INDEX_MAY));
    }

    /** The page of this name; the empty name is the index. */
    Optional<Page> at(String name) {
        return Optional.ofNullable(pages.get(name));
    }

    /** A page of the jar, allowed to do this much besides running what stands in it. */
    static Page load(String name, String may) {
        String html = whole(name);
        String policy = "default-src 'none'; script-src " + hashes(SCRIPT, html) + "; style-src " + hashes(STYLE, html)
                + "; img-src data:; base-uri 'none'; form-action 'none'; " + may;
        List<Header> headers = List.of(
                new Header("Content-Security-Policy", policy),
                new Header("X-Content-Type-Options", "nosniff"),
                // A shared link of the player may hold a token.
                new Header("Referrer-Policy", "no-referrer"),
                // The next look at it comes with the tag: right after an upgrade it is the new page.
                new Header("Cache-Control", "no-cache"));
        return new Page(html, headers, sha256(html));
    }

    /** @throws IllegalStateException when a part is missing in the jar, or would end the element it is put into */
    private static String whole(String name) {
        return PLACE.matcher(read(name)).replaceAll(place -> Matcher.quoteReplacement(part(place.group(1))));
    }

    private static String part(String name) {
        String text = read(name);
        if (text.contains("</")) {
            throw new IllegalStateException(
                    "pages/" + name + " has </ in it, which may end the script or style of a page");
        }
        return text.strip();
    }

    private static String read(String name) {
        try (InputStream in = Pages.class.getResourceAsStream("/pages/" + name)) {
            if (in == null) {
                throw new IllegalStateException("pages/" + name + " is missing in the jar; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("pages/" + name + " cannot be read from the jar", e);
        }
    }

    private static String hashes(Pattern element, String html) {
        return element.matcher(html)
                .results()
                .map((MatchResult found) -> "'sha256-" + sha256(found.group(1)) + "'")
                .collect(Collectors.joining(" "));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException cannotBe) {
            throw new IllegalStateException("every Java has SHA-256", cannotBe);
        }
    }
}
