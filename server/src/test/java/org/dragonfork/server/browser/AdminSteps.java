package org.dragonfork.server.browser;

import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person does on the page to manage the server. */
public final class AdminSteps {
    private static final Duration SOON = Duration.ofSeconds(20);

    private AdminSteps() {}

    public static void logIn(BrowserPage page, String user, String password) {
        page.await("!document.getElementById('login').hidden", SOON);
        fill(page, "user", user);
        fill(page, "password", password);
        submit(page, "login");
        page.await(
                "!document.getElementById('work').hidden && document.getElementById('health').innerText === 'ready'",
                SOON);
    }

    public static void fill(BrowserPage page, String id, String value) {
        page.evaluate("(() => { const field = document.getElementById('" + id + "'); field.value = " + quoted(value)
                + "; field.dispatchEvent(new Event('input')); })()");
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    public static void submit(BrowserPage page, String form) {
        page.evaluate("document.getElementById('" + form + "').requestSubmit()");
    }

    public static void click(BrowserPage page, String selector) {
        page.evaluate("document.querySelector(\"" + selector + "\").click()");
    }

    public static String text(BrowserPage page, String selector) {
        return page.evaluate("document.querySelector(\"" + selector + "\").innerText")
                .asString();
    }

    public static List<String> requested(BrowserPage page) {
        return page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** Waits although the page that is asked goes away meanwhile. */
    public static void awaitNextPage(BrowserPage page, String condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (true) {
            try {
                page.await(condition, SOON);
                return;
            } catch (AssertionError navigated) {
                if (System.nanoTime() - deadline > 0) {
                    throw navigated;
                }
            }
        }
    }
}
