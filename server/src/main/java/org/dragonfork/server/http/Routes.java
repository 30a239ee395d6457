package org.dragonfork.server.http;

import java.util.List;
import java.util.Optional;

/** Some of the paths of the server, those of one subject. Asked by many threads at a time. */
public interface Routes {
    /**
     * What stands at a path.
     *
     * @param path its decoded segments, without the leading slash; any text, also dots and slashes
     * @return empty when the path is none of these
     */
    Optional<Resource> at(List<String> path);

    /** Whether it is asked only when nobody else knows a path, also not those routes that every server has. */
    default boolean isFallback() {
        return false;
    }
}
