package org.dragonfork.server.http;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that processes write, under the root for everybody, as in the original: playlists, pictures, recordings. What
 * the server itself has at a path comes first.
 */
public final class StaticFiles implements Routes {
    private final DiskFolder disk;

    /** @param folder need not exist */
    public StaticFiles(Path folder) {
        this.disk = new DiskFolder(folder);
    }

    @Override
    public boolean isFallback() {
        return true;
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.getFirst().equals("api")) {
            return Optional.empty();
        }
        List<String> file = new ArrayList<>(path);
        if (file.getLast().isEmpty()) {
            file.set(file.size() - 1, "index.html");
        }
        // Looked for here, so that a path without a file stays one that is not there for every method.
        return disk.find(file, false).map(_ -> Resource.readOnly(request -> read(request, file)));
    }

    private Reply read(EdgeRequest request, List<String> file) {
        return disk.find(file, request.method().equals("GET"))
                .map(body -> FileReplies.of(file.getLast(), body))
                .orElseGet(() -> new Problem(Reason.NO_ROUTE).reply(request.header("Accept")));
    }
}
