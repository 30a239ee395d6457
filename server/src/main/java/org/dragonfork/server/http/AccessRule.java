package org.dragonfork.server.http;

import java.util.List;

/**
 * What the paths of a form need. The rules of {@link #ALL} are gone through in their order, the first that fits counts; the
 * last fits everything.
 *
 * @param methods methods it is about, empty for all; GET stands for HEAD and OPTIONS as well
 * @param path segments; {@code *} is any one, {@code **} at the end any number of them
 * @param restricted whether the lists of {@code api.access.http} count
 */
record AccessRule(List<String> methods, List<String> path, Need need, boolean restricted) {
    private static final String ONE = "*";
    private static final String REST = "**";

    /** All of them. What nobody thought of needs a login. */
    static final List<AccessRule> ALL = List.of(
            open("POST", "api/login"),
            // It reads the refresh token itself.
            own("GET", "api/login/refresh"),
            // It shows less to whom it does not know.
            own("GET", "api"),
            open("GET", "api/swagger/**"),
            rule("", "api/v3/whep/*", Need.WATCH),
            rule("", "api/v3/whep/*/*", Need.WATCH),
            rule("GET", "api/v3/webrtc/streams", Need.LOOK),
            rule("GET", "api/v3/webrtc/streams/*/peers", Need.LOOK),
            // These two change nothing, though they are sent by POST.
            rule("POST", "api/v3/webrtc/streams/*/token", Need.ADMIN),
            rule("POST", "api/v3/metrics", Need.ADMIN),
            rule("GET", "api/**", Need.ADMIN),
            rule("", "api/**", Need.CHANGE),
            own("", "metrics"),
            // Pages and health: none of them changes anything.
            new AccessRule(List.of(), List.of(REST), Need.NOTHING, false));

    AccessRule {
        methods = List.copyOf(methods);
        path = List.copyOf(path);
    }

    /** The rule for a request. */
    static AccessRule of(String method, List<String> path) {
        String asked = method.equals("HEAD") || method.equals("OPTIONS") ? "GET" : method;
        return ALL.stream()
                .filter(rule -> rule.methods.isEmpty() || rule.methods.contains(asked))
                .filter(rule -> rule.fits(path))
                .findFirst()
                .orElseThrow();
    }

    private boolean fits(List<String> asked) {
        boolean open = path.getLast().equals(REST);
        int fixed = open ? path.size() - 1 : path.size();
        if (open ? asked.size() < fixed : asked.size() != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            if (!path.get(i).equals(ONE) && !path.get(i).equals(asked.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static AccessRule open(String method, String path) {
        return rule(method, path, Need.NOTHING);
    }

    private static AccessRule own(String method, String path) {
        return rule(method, path, Need.OWN);
    }

    private static AccessRule rule(String method, String path, Need need) {
        return new AccessRule(method.isEmpty() ? List.of() : List.of(method), List.of(path.split("/", -1)), need, true);
    }
}
