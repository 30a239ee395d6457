package org.dragonfork.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ConfigChange;
import org.dragonfork.egress.process.ProcessCommand;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.ProcessService;
import org.dragonfork.egress.process.ProcessSnapshot;
import org.dragonfork.egress.supervise.ProbeResult;
import org.dragonfork.server.json.Dialect;
import org.dragonfork.server.json.JsonFields;
import org.dragonfork.server.json.ProcessConfigReader;
import tools.jackson.databind.JsonNode;

/** What the paths of processes do. An id may be any text; one that can be none is unknown like any other. */
final class ProcessResources {
    private static final ProcessConfigReader CONFIGS = new ProcessConfigReader(Dialect.API);

    private final ProcessService processes;
    private final ShortIds ids = new ShortIds();

    ProcessResources(ProcessService processes) {
        this.processes = processes;
    }

    Reply list(EdgeRequest request) {
        Optional<Predicate<ProcessConfig>> selection = ProcessSelection.of(request.query());
        if (selection.isEmpty()) {
            return ApiError.of(400, "Invalid pattern", "idpattern or refpattern is no pattern, or a very long one")
                    .reply();
        }
        Set<String> parts = ProcessViews.parts(request.query());
        List<Map<String, Object>> views = processes.list().stream()
                .filter(process -> selection.get().test(process.config()))
                .map(process -> ProcessViews.process(process, parts))
                .toList();
        return ApiReplies.json(request, views);
    }

    Reply add(EdgeRequest request) {
        return switch (JsonBody.of(request, JsonBody.PROCESS_BYTES)) {
            case JsonBody.Refused(ApiError error) -> error.reply();
            case JsonBody.Read(JsonNode root) ->
                switch (draft(root, ProcessConfig.empty(new StreamId(ids.next())))) {
                    case ConfigChange.Draft.Wrong(List<String> mistakes) -> invalid(mistakes);
                    case ConfigChange.Draft.Ready(ProcessConfig config) ->
                        ProcessReplies.written(processes.add(config), done -> config(request, done));
                };
        };
    }

    Reply get(EdgeRequest request, String id) {
        return part(request, id, process -> ProcessViews.process(process, ProcessViews.parts(request.query())));
    }

    Reply update(EdgeRequest request, String id) {
        Optional<StreamId> known = streamId(id);
        if (known.isEmpty() || processes.get(known.get()).isEmpty()) {
            return ProcessReplies.unknown().reply();
        }
        return switch (JsonBody.of(request, JsonBody.PROCESS_BYTES)) {
            case JsonBody.Refused(ApiError error) -> error.reply();
            case JsonBody.Read(JsonNode root) ->
                // What is wrong with the form of the body does not depend on the process it is for.
                switch (draft(root, ProcessConfig.empty(known.get()))) {
                    case ConfigChange.Draft.Wrong(List<String> mistakes) -> invalid(mistakes);
                    case ConfigChange.Draft.Ready _ ->
                        ProcessReplies.written(
                                processes.update(known.get(), current -> draft(root, current)),
                                done -> config(request, done));
                };
        };
    }

    Reply delete(EdgeRequest request, String id) {
        return streamId(id)
                .map(known -> ProcessReplies.written(processes.delete(known), _ -> ApiReplies.ok(request)))
                .orElseGet(() -> ProcessReplies.unknown().reply());
    }

    Reply config(EdgeRequest request, String id) {
        return part(request, id, process -> ProcessViews.config(process.config()));
    }

    Reply state(EdgeRequest request, String id) {
        return part(request, id, process -> StateView.of(process.activity()));
    }

    Reply report(EdgeRequest request, String id) {
        return part(request, id, process -> ReportView.of(process.report()));
    }

    /** Answers 200 also for a process that is not there, as the original does. */
    Reply probe(EdgeRequest request, String id) {
        ProbeResult result = streamId(id)
                .flatMap(processes::probe)
                .orElseGet(() -> new ProbeResult(List.of(), List.of("unknown process")));
        return ApiReplies.json(request, ProbeView.of(result));
    }

    Reply command(EdgeRequest request, String id) {
        return switch (JsonBody.of(request, JsonBody.SMALL_BYTES)) {
            case JsonBody.Refused(ApiError error) -> error.reply();
            case JsonBody.Read(JsonNode root) -> {
                JsonFields fields = JsonFields.of(root);
                String word = fields.text("command", "");
                if (!fields.mistakes().isEmpty()) {
                    yield invalid(fields.mistakes());
                }
                Optional<ProcessCommand> command = ProcessCommand.of(word);
                if (command.isEmpty()) {
                    yield ApiError.of(400, "Unknown command", "command must be start, stop, restart or reload")
                            .reply();
                }
                yield streamId(id)
                        .map(known -> ProcessReplies.commanded(
                                processes.command(known, command.get()), _ -> ApiReplies.ok(request)))
                        .orElseGet(() -> ApiError.of(400, "Command failed", "unknown process")
                                .reply());
            }
        };
    }

    private Reply part(EdgeRequest request, String id, Function<ProcessSnapshot, Object> view) {
        return streamId(id)
                .flatMap(processes::get)
                .map(process -> ApiReplies.json(request, view.apply(process)))
                .orElseGet(() -> ProcessReplies.unknown().reply());
    }

    private static Reply config(EdgeRequest request, ProcessSnapshot process) {
        return ApiReplies.json(request, ProcessViews.config(process.config()));
    }

    private ConfigChange.Draft draft(JsonNode root, ProcessConfig base) {
        JsonFields fields = JsonFields.of(root);
        ProcessConfig config = CONFIGS.read(fields, base);
        return fields.mistakes().isEmpty()
                ? new ConfigChange.Draft.Ready(named(config))
                : new ConfigChange.Draft.Wrong(fields.mistakes());
    }

    /** The same with an id for each input and output, which references and clients need. */
    private ProcessConfig named(ProcessConfig config) {
        return config.withIos(
                config.inputs().stream()
                        .map(io -> io.id().isEmpty() ? io.withId(ids.next()) : io)
                        .toList(),
                config.outputs().stream()
                        .map(io -> io.id().isEmpty() ? io.withId(ids.next()) : io)
                        .toList());
    }

    private static Reply invalid(List<String> mistakes) {
        return JsonBody.invalid(mistakes.toArray(String[]::new)).reply();
    }

    private static Optional<StreamId> streamId(String id) {
        return StreamId.isValid(id) ? Optional.of(new StreamId(id)) : Optional.empty();
    }
}
