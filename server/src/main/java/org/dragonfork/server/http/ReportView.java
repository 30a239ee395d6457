package org.dragonfork.server.http;

import java.util.List;
import org.dragonfork.egress.supervise.LogLine;
import org.dragonfork.egress.supervise.ProcessReport;
import org.dragonfork.egress.supervise.RunReport;

/** What the runs of a process said; a line of the log is its time in Unix seconds, as text, and itself. */
record ReportView(long createdAt, List<String> prelude, List<List<String>> log, List<Run> history) {
    static ReportView of(ProcessReport report) {
        Run current = Run.of(report.current());
        return new ReportView(
                current.createdAt(),
                current.prelude(),
                current.log(),
                report.history().stream().map(Run::of).toList());
    }

    /** One run. */
    record Run(long createdAt, List<String> prelude, List<List<String>> log) {
        static Run of(RunReport run) {
            return new Run(
                    run.createdAt().getEpochSecond(),
                    run.prelude(),
                    run.log().stream().map(Run::line).toList());
        }

        private static List<String> line(LogLine line) {
            return List.of(Long.toString(line.at().getEpochSecond()), line.text());
        }
    }
}
