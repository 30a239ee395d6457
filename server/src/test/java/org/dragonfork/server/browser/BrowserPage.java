package org.dragonfork.server.browser;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** One tab. */
public final class BrowserPage implements AutoCloseable {
    private static final Duration LOAD_TIMEOUT = Duration.ofSeconds(60);

    private final CdpConnection connection;
    private final String target;
    private final String session;
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();

    private BrowserPage(CdpConnection connection, String target, String session) {
        this.connection = connection;
        this.target = target;
        this.session = session;
    }

    static BrowserPage open(CdpConnection connection, URI address) {
        String target = connection
                .send("", "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asString();
        String session = connection
                .send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asString();
        BrowserPage page = new BrowserPage(connection, target, session);
        connection.listen(session, page::event);
        page.send("Runtime.enable", Map.of());
        page.send("Log.enable", Map.of());
        page.send("Page.enable", Map.of());
        page.navigate(address);
        return page;
    }

    /**
     * Runs an expression in the page and returns its value; a promise is waited for.
     *
     * @throws AssertionError when the page throws
     */
    public JsonNode evaluate(String js) {
        JsonNode result = send(
                "Runtime.evaluate",
                Map.of("expression", js, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (result.has("exceptionDetails")) {
            JsonNode details = result.path("exceptionDetails");
            throw new AssertionError("the page threw: "
                    + details.path("exception")
                            .path("description")
                            .asString(details.path("text").asString("")));
        }
        return result.path("result").path("value");
    }

    /**
     * Waits until an expression is true in the page.
     *
     * @throws AssertionError when it is not so in time
     */
    public void await(String condition, Duration timeout) {
        String js = "new Promise(done => { const end = Date.now() + " + timeout.toMillis()
                + "; const look = () => { let is = false; try { is = Boolean(" + condition
                + "); } catch (notYet) { is = false; }"
                + " if (is || Date.now() > end) done(is); else setTimeout(look, 25); }; look(); })";
        if (!evaluate(js).asBoolean(false)) {
            throw new AssertionError("not true within " + timeout + ": " + condition + "; the console says " + console
                    + "; the page reads: "
                    + evaluate("document.body ? document.body.innerText : ''").asString(""));
        }
    }

    /** Errors, warnings and messages of the page, each with its level in front; the browser's own entries too. */
    public List<String> console() {
        return List.copyOf(console);
    }

    /** The page as a PNG image. */
    public byte[] screenshot() {
        return Base64.getDecoder()
                .decode(send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", false))
                        .path("data")
                        .asString());
    }

    /** Makes the page believe in a screen of this size and in this colour scheme, {@code light} or {@code dark}. */
    public void pretend(int width, int height, boolean phone, String colourScheme) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("width", width);
        metrics.put("height", height);
        metrics.put("deviceScaleFactor", 1);
        metrics.put("mobile", phone);
        send("Emulation.setDeviceMetricsOverride", metrics);
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
    }

    /** Closes the tab as a person does: the page gets its pagehide event. */
    @Override
    public void close() {
        connection.forget(session);
        try {
            connection.send("", "Target.closeTarget", Map.of("targetId", target));
        } catch (AssertionError alreadyGone) {
            // A tab that crashed or was closed by its page is closed.
            return;
        }
    }

    private void navigate(URI address) {
        JsonNode result = send("Page.navigate", Map.of("url", address.toString()));
        if (result.has("errorText")) {
            throw new AssertionError(
                    "cannot open " + address + ": " + result.path("errorText").asString());
        }
        try {
            loaded.get(LOAD_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError(address + " did not load within " + LOAD_TIMEOUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + address + " loaded", e);
        }
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        return connection.send(session, method, parameters);
    }

    private void event(String method, JsonNode parameters) {
        switch (method) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Runtime.consoleAPICalled" ->
                console.add(parameters.path("type").asString() + ": " + words(parameters.path("args")));
            case "Runtime.exceptionThrown" ->
                console.add("error: "
                        + parameters
                                .path("exceptionDetails")
                                .path("exception")
                                .path("description")
                                .asString(parameters
                                        .path("exceptionDetails")
                                        .path("text")
                                        .asString("")));
            case "Log.entryAdded" -> {
                JsonNode entry = parameters.path("entry");
                console.add(entry.path("level").asString("") + ": "
                        + entry.path("text").asString("") + " "
                        + entry.path("url").asString(""));
            }
            default -> {
                // Other events do not matter to a test.
            }
        }
    }

    private static String words(JsonNode arguments) {
        StringBuilder words = new StringBuilder();
        for (JsonNode argument : arguments) {
            words.append(
                            argument.has("value")
                                    ? argument.path("value").asString()
                                    : argument.path("description").asString(""))
                    .append(' ');
        }
        return words.toString().strip();
    }
}
