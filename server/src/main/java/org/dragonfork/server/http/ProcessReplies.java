package org.dragonfork.server.http;

import java.util.List;
import java.util.function.Function;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessOutcome;
import org.dragonfork.egress.process.ProcessSnapshot;

/** Outcomes as status and body; the table of the original's errors is the documentation of the API. */
final class ProcessReplies {
    private ProcessReplies() {}

    /** Of POST and PUT. */
    static Reply written(ProcessOutcome outcome, Function<ProcessSnapshot, Reply> done) {
        return switch (outcome) {
            case ProcessOutcome.Done(ProcessSnapshot process) -> done.apply(process);
            case ProcessOutcome.UnknownProcess _ -> unknown().reply();
            case ProcessOutcome.IdTaken(StreamId id) -> config("id " + id + " is that of another process");
            case ProcessOutcome.Invalid(List<String> mistakes) -> config(mistakes.toArray(String[]::new));
            case ProcessOutcome.Refused(String why) -> config(why);
            case ProcessOutcome.NotKept(String why) -> notKept(why);
        };
    }

    /** Of a command; the original takes an unknown process for a command that failed. */
    static Reply commanded(ProcessOutcome outcome, Function<ProcessSnapshot, Reply> done) {
        return switch (outcome) {
            case ProcessOutcome.Done(ProcessSnapshot process) -> done.apply(process);
            case ProcessOutcome.UnknownProcess(StreamId id) -> failed("unknown process (" + id + ")");
            case ProcessOutcome.IdTaken(StreamId id) -> failed("id " + id + " is that of another process");
            case ProcessOutcome.Invalid(List<String> mistakes) -> failed(mistakes.toArray(String[]::new));
            case ProcessOutcome.Refused(String why) -> failed(why);
            case ProcessOutcome.NotKept(String why) -> notKept(why);
        };
    }

    static ApiError unknown() {
        return ApiError.of(404, "Unknown process ID", "unknown process");
    }

    static Reply notKept(String why) {
        return ApiError.of(500, "Internal Server Error", "it cannot be written down, so it was not done: " + why)
                .reply();
    }

    private static Reply config(String... details) {
        return ApiError.of(400, "Invalid process config", details).reply();
    }

    private static Reply failed(String... details) {
        return ApiError.of(400, "Command failed", details).reply();
    }
}
