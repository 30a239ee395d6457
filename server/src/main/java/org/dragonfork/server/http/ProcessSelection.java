package org.dragonfork.server.http;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.dragonfork.egress.process.ProcessConfig;

/** Which processes a list is asked for, by its query: patterns first, then a reference or else ids. */
final class ProcessSelection {
    private ProcessSelection() {}

    /** What must hold for a process; empty when a pattern is none. */
    static Optional<Predicate<ProcessConfig>> of(Query query) {
        Optional<Predicate<ProcessConfig>> ids =
                pattern(query, "idpattern", config -> config.id().value());
        Optional<Predicate<ProcessConfig>> references = pattern(query, "refpattern", ProcessConfig::reference);
        if (ids.isEmpty() || references.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ids.get().and(references.get()).and(names(query)));
    }

    private static Predicate<ProcessConfig> names(Query query) {
        String reference = query.first("reference").orElse("");
        if (!reference.isEmpty()) {
            return config -> config.reference().equals(reference);
        }
        List<String> ids = query.list("id");
        Set<String> wanted = new HashSet<>(ids);
        return wanted.isEmpty()
                ? _ -> true
                : config -> wanted.contains(config.id().value());
    }

    private static Optional<Predicate<ProcessConfig>> pattern(
            Query query, String name, Function<ProcessConfig, String> of) {
        String pattern = query.first(name).orElse("");
        return pattern.isEmpty()
                ? Optional.of(_ -> true)
                : Glob.of(pattern).map(glob -> config -> glob.matches(of.apply(config)));
    }
}
