package org.dragonfork.server.ffmpeg;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.dragonfork.egress.supervise.LogLine;
import org.dragonfork.egress.supervise.ProcessReport;
import org.dragonfork.egress.supervise.RunReport;

/** What the runs of one process said, without the passwords in its addresses; thread-safe. */
final class RunLog {
    /** Kept of a prelude, as the original does. */
    static final int FIRST_LINES = 100;

    static final int LAST_LINES = 50;

    private static final int MAX_LENGTH = 1024;

    private final ReportLimits limits;
    private final InstantSource clock;
    private final ArrayDeque<LogLine> lines = new ArrayDeque<>();
    private final List<String> preludeHead = new ArrayList<>();
    private final ArrayDeque<String> preludeTail = new ArrayDeque<>();
    private final ArrayDeque<RunReport> history = new ArrayDeque<>();
    private Instant createdAt;
    private boolean begun;
    private boolean inPrelude = true;
    private int leftOut;

    RunLog(ReportLimits limits, List<RunReport> earlier, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        createdAt = clock.instant();
        earlier.forEach(this::remember);
    }

    /** A run begins; what the one before it said becomes history. */
    synchronized void begin() {
        if (begun) {
            remember(current());
        }
        begun = true;
        createdAt = clock.instant();
        lines.clear();
        preludeHead.clear();
        preludeTail.clear();
        leftOut = 0;
        inPrelude = true;
    }

    /** The run has put something out. */
    synchronized void endPrelude() {
        inPrelude = false;
    }

    synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        String masked = Masked.text(line.stripTrailing());
        String text = masked.length() > MAX_LENGTH ? masked.substring(0, MAX_LENGTH) : masked;
        lines.addLast(new LogLine(clock.instant(), text));
        if (lines.size() > limits.maxLines()) {
            lines.removeFirst();
        }
        if (inPrelude) {
            addToPrelude(text);
        }
    }

    /** The last line, empty when nothing was said. */
    synchronized String lastLine() {
        return lines.isEmpty() ? "" : lines.getLast().text();
    }

    /** What the present run, or the last one, said: the lines that are kept, oldest first. */
    synchronized List<String> lines() {
        return lines.stream().map(LogLine::text).toList();
    }

    synchronized ProcessReport report() {
        return new ProcessReport(current(), List.copyOf(history));
    }

    private void addToPrelude(String text) {
        if (preludeHead.size() < FIRST_LINES) {
            preludeHead.add(text);
            return;
        }
        preludeTail.addLast(text);
        if (preludeTail.size() > LAST_LINES) {
            preludeTail.removeFirst();
            leftOut++;
        }
    }

    private RunReport current() {
        List<String> prelude = new ArrayList<>(preludeHead);
        if (leftOut > 0) {
            prelude.add("... " + leftOut + " lines left out ...");
        }
        prelude.addAll(preludeTail);
        return new RunReport(createdAt, prelude, List.copyOf(lines));
    }

    private void remember(RunReport report) {
        history.addLast(report);
        while (history.size() > limits.maxHistory()) {
            history.removeFirst();
        }
    }
}
