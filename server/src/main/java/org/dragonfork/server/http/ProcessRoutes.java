package org.dragonfork.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dragonfork.egress.process.ProcessService;

/** {@code /api/v3/process} and {@code /api/v3/metadata}. */
public final class ProcessRoutes implements Routes {
    private final ProcessResources processes;
    private final MetadataResources metadata;

    /** @param service asked by many threads at a time */
    public ProcessRoutes(ProcessService service) {
        this.processes = new ProcessResources(service);
        this.metadata = new MetadataResources(service);
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.size() < 3 || !path.subList(0, 2).equals(List.of("api", "v3"))) {
            return Optional.empty();
        }
        List<String> rest = path.subList(3, path.size());
        return switch (path.get(2)) {
            case "process" -> process(rest);
            case "metadata" -> metadata(rest);
            default -> Optional.empty();
        };
    }

    private Optional<Resource> process(List<String> path) {
        return switch (path.size()) {
            case 0 -> methods(get(processes::list), "POST", processes::add);
            case 1 -> one(path.getFirst());
            case 2 -> part(path.getFirst(), path.get(1));
            case 3 ->
                path.get(1).equals("metadata")
                        ? methods(
                                get(request -> metadata.oneOf(request, path.getFirst(), path.get(2))),
                                "PUT",
                                request -> metadata.putOf(request, path.getFirst(), path.get(2)))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Resource> one(String id) {
        Map<String, Function<EdgeRequest, Reply>> methods = get(request -> processes.get(request, id));
        methods.put("PUT", request -> processes.update(request, id));
        return methods(methods, "DELETE", request -> processes.delete(request, id));
    }

    private Optional<Resource> part(String id, String part) {
        return switch (part) {
            case "config" -> Optional.of(Resource.readOnly(request -> processes.config(request, id)));
            case "state" -> Optional.of(Resource.readOnly(request -> processes.state(request, id)));
            case "report" -> Optional.of(Resource.readOnly(request -> processes.report(request, id)));
            case "probe" -> Optional.of(Resource.readOnly(request -> processes.probe(request, id)));
            case "metadata" -> Optional.of(Resource.readOnly(request -> metadata.allOf(request, id)));
            case "command" -> methods(new LinkedHashMap<>(), "PUT", request -> processes.command(request, id));
            default -> Optional.empty();
        };
    }

    private Optional<Resource> metadata(List<String> path) {
        return switch (path.size()) {
            case 0 -> Optional.of(Resource.readOnly(metadata::all));
            case 1 ->
                methods(
                        get(request -> metadata.one(request, path.getFirst())),
                        "PUT",
                        request -> metadata.put(request, path.getFirst()));
            default -> Optional.empty();
        };
    }

    private static Map<String, Function<EdgeRequest, Reply>> get(Function<EdgeRequest, Reply> get) {
        Map<String, Function<EdgeRequest, Reply>> methods = new LinkedHashMap<>();
        methods.put("GET", get);
        return methods;
    }

    private static Optional<Resource> methods(
            Map<String, Function<EdgeRequest, Reply>> methods, String last, Function<EdgeRequest, Reply> answer) {
        methods.put(last, answer);
        return Optional.of(Resource.of(methods));
    }
}
