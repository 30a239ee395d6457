package org.dragonfork.observability;

import java.util.regex.Pattern;

/** The runbook inside Grafana, where somebody who was woken up needs it: one panel for each chapter. */
final class RunbookDashboard {
    static final String UID = "dragonfork-runbook";

    /** A link leads nowhere inside of Grafana. */
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\([^)]+\\)");

    private static final int LINES_IN_A_UNIT_OF_HEIGHT = 2;

    private RunbookDashboard() {}

    /** @param markdown of docs/runbook.md, with chapters of the second level */
    static Dashboard of(String markdown) {
        var dashboard = new Dashboard(
                UID,
                "Dragonfork runbook",
                "What each alert means, how to see it, what to do. Made from docs/runbook.md.");
        String[] chapters = LINK.matcher(markdown).replaceAll("$1").split("(?m)^## ", -1);
        for (String chapter : chapters) {
            int end = chapter.indexOf('\n');
            String title = chapter.substring(0, end).replace("# ", "").strip();
            String text = chapter.substring(end).strip();
            int height = (int) text.lines().count() / LINES_IN_A_UNIT_OF_HEIGHT + 4;
            dashboard.text(height, title, text);
        }
        return dashboard;
    }
}
