package org.dragonfork.server.http;

import java.util.List;
import java.util.Optional;

/** What stands right under the root: health for machines, and the pages. */
final class RootRoutes implements Routes {
    private final Probes probes;
    private final Pages pages;

    RootRoutes(Probes probes, Pages pages) {
        this.probes = probes;
        this.pages = pages;
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.size() != 1) {
            return Optional.empty();
        }
        return switch (path.getFirst()) {
            case "ping" -> Optional.of(Resource.readOnly(probes::ping));
            case "livez" -> Optional.of(Resource.readOnly(probes::live));
            case "readyz" -> Optional.of(Resource.readOnly(probes::ready));
            default -> pages.at(path.getFirst()).map(page -> Resource.readOnly(page::answer));
        };
    }
}
