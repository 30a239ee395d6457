package org.dragonfork.server.http;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code /api/v3/fs}: the files that processes write, to list and to read. */
public final class FileRoutes implements Routes {
    private static final List<String> FILES = List.of("api", "v3", "fs");
    private static final String DISK = "disk";

    private final DiskFolder disk;

    /** @param folder need not exist */
    public FileRoutes(Path folder) {
        this.disk = new DiskFolder(folder);
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.size() < FILES.size() || !path.subList(0, FILES.size()).equals(FILES)) {
            return Optional.empty();
        }
        List<String> rest = path.subList(FILES.size(), path.size());
        if (rest.isEmpty()) {
            return Optional.of(Resource.readOnly(
                    request -> ApiReplies.json(request, List.of(new FilesystemView(DISK, DISK, "/")))));
        }
        if (!rest.getFirst().equals(DISK)) {
            return Optional.of(Resource.readOnly(_ -> notFound("unknown filesystem, there is only " + DISK)));
        }
        List<String> file = rest.subList(1, rest.size());
        return Optional.of(Resource.readOnly(
                file.isEmpty() || file.equals(List.of("")) ? this::list : request -> read(request, file)));
    }

    private Reply read(EdgeRequest request, List<String> path) {
        return disk.find(path, request.method().equals("GET"))
                .map(body -> FileReplies.of(path.getLast(), body))
                .orElseGet(() -> notFound("there is no such file"));
    }

    private Reply list(EdgeRequest request) {
        String pattern = request.query().first("glob").orElse("");
        Optional<Glob> glob = Glob.ofPaths(pattern.isEmpty() ? "/**" : pattern);
        if (glob.isEmpty()) {
            return ApiError.of(400, "Bad Request", "glob is no pattern").reply();
        }
        Comparator<DiskFolder.Entry> order =
                switch (request.query().first("sort").orElse("none")) {
                    case "size" -> Comparator.comparingLong(DiskFolder.Entry::bytes);
                    case "lastmod" -> Comparator.comparingLong(DiskFolder.Entry::modifiedEpochSeconds);
                    default -> Comparator.comparing(DiskFolder.Entry::name);
                };
        boolean down = request.query().first("order").map("desc"::equals).orElse(false);
        return ApiReplies.json(
                request,
                disk.files().stream()
                        .filter(entry -> glob.get().matches(entry.name()))
                        .sorted(down ? order.reversed() : order)
                        .map(entry -> new FileView(entry.name(), entry.bytes(), entry.modifiedEpochSeconds()))
                        .toList());
    }

    private static Reply notFound(String why) {
        return ApiError.of(404, "File not found", why).reply();
    }

    private record FilesystemView(String name, String type, String mount) {}

    private record FileView(String name, long sizeBytes, long lastModified) {}
}
