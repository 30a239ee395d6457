package org.dragonfork.egress.process;

import java.util.Optional;

/** Asks the file system where a path leads. */
@FunctionalInterface
public interface RealPaths {
    /**
     * The path with every symbolic link followed, as far as the path exists; the rest is appended.
     *
     * @param absolute begins with a slash, has no {@code ..} in it
     * @return empty when that cannot be told, for instance for a link that leads nowhere
     */
    Optional<String> of(String absolute);
}
