package org.dragonfork.server.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.dragonfork.server.browser.BrowserPage;
import org.dragonfork.server.browser.ChromiumBrowser;
import tools.jackson.databind.JsonNode;

/** A person who watches: one tab with the player, and eyes on its numbers. */
final class Watching implements AutoCloseable {
    final BrowserPage page;

    private Watching(BrowserPage page) {
        this.page = page;
    }

    /** Opens the player, which plays by itself, and waits until it is connected. */
    static Watching open(ChromiumBrowser browser, LiveServer server, String id) {
        BrowserPage page = browser.open(server.at("/whep-player.html?stream=" + id));
        page.await("dragonfork.pc && dragonfork.pc.connectionState === 'connected'", LiveServer.PATIENCE);
        page.evaluate(script());
        var watching = new Watching(page);
        watching.await("probe.now");
        return watching;
    }

    /** The same, and waits for this many pictures. */
    static Watching open(ChromiumBrowser browser, LiveServer server, String id, int pictures) {
        return open(browser, server, id).awaitPictures(pictures);
    }

    void await(String condition) {
        page.await(condition, LiveServer.PATIENCE);
    }

    /** Waits until this many pictures have been decoded in all. */
    Watching awaitPictures(long count) {
        await("probe.now.video.framesDecoded >= " + count);
        return this;
    }

    /** Waits until this many more pictures have been decoded. */
    void awaitMorePictures(int more) {
        awaitPictures(pictures() + more);
    }

    /** Pictures decoded so far. */
    long pictures() {
        return read().path("video").path("framesDecoded").asLong();
    }

    /** What {@code getStats} says now: {@code video}, {@code audio}, {@code transport} and {@code pair}. */
    JsonNode read() {
        return page.evaluate("probe.read()");
    }

    boolean is(String condition) {
        return page.evaluate("Boolean(" + condition + ")").asBoolean();
    }

    int number(String expression) {
        return page.evaluate(expression).asInt();
    }

    @Override
    public void close() {
        page.close();
    }

    private static String script() {
        try (InputStream in = Watching.class.getResourceAsStream("/browser/probe.js")) {
            if (in == null) {
                throw new AssertionError("probe.js is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
