package org.dragonfork.server.http;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessOutcome;
import org.dragonfork.egress.process.ProcessService;
import org.dragonfork.egress.process.ProcessSnapshot;
import org.dragonfork.server.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What clients keep here under keys of their own: with a process, and with the server itself. */
final class MetadataResources {
    private static final int MAX_KEY_LENGTH = 200;

    private final ProcessService processes;

    MetadataResources(ProcessService processes) {
        this.processes = processes;
    }

    Reply all(EdgeRequest request) {
        return everything(request, processes.metadata());
    }

    Reply one(EdgeRequest request, String key) {
        return value(request, processes.metadata(), key);
    }

    Reply put(EdgeRequest request, String key) {
        return withValue(
                request,
                key,
                json -> processes
                        .putMetadata(key, json)
                        .map(ProcessReplies::notKept)
                        .orElseGet(() -> ApiReplies.text(request, json)));
    }

    Reply allOf(EdgeRequest request, String id) {
        return of(id).map(metadata -> everything(request, metadata)).orElseGet(MetadataResources::unknownProcess);
    }

    Reply oneOf(EdgeRequest request, String id, String key) {
        return of(id).map(metadata -> value(request, metadata, key)).orElseGet(MetadataResources::unknownProcess);
    }

    Reply putOf(EdgeRequest request, String id, String key) {
        if (of(id).isEmpty()) {
            return unknownProcess();
        }
        return withValue(request, key, json -> {
            ProcessOutcome outcome = processes.putMetadata(new StreamId(id), key, json);
            return ProcessReplies.written(outcome, _ -> ApiReplies.text(request, json));
        });
    }

    private Optional<Map<String, String>> of(String id) {
        return StreamId.isValid(id) ? processes.get(new StreamId(id)).map(ProcessSnapshot::metadata) : Optional.empty();
    }

    private static Reply withValue(EdgeRequest request, String key, Function<String, Reply> put) {
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
            return ApiError.of(400, "Invalid key", "the key must have 1 to " + MAX_KEY_LENGTH + " characters")
                    .reply();
        }
        return switch (JsonBody.of(request, JsonBody.METADATA_BYTES)) {
            case JsonBody.Refused(ApiError error) -> error.reply();
            case JsonBody.Read(JsonNode root) -> put.apply(Json.write(root));
        };
    }

    private static Reply everything(EdgeRequest request, Map<String, String> metadata) {
        @Nullable Map<String, Object> view = ProcessViews.metadata(metadata);
        return view == null ? ApiReplies.text(request, "null") : ApiReplies.json(request, view);
    }

    private static Reply value(EdgeRequest request, Map<String, String> metadata, String key) {
        return Optional.ofNullable(metadata.get(key))
                .map(json -> ApiReplies.text(request, json))
                .orElseGet(() -> ApiError.of(404, "Unknown metadata key", "there is nothing under this key")
                        .reply());
    }

    private static Reply unknownProcess() {
        return ProcessReplies.unknown().reply();
    }
}
