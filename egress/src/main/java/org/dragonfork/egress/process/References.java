package org.dragonfork.egress.process;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dragonfork.egress.event.StreamId;

/** Inputs of the form {@code #process:output=id}, which stand for the address of another process's output. */
final class References {
    private static final String OUTPUT = ":output=";

    // Longer chains are not meant, and shorter ones are searched at once.
    private static final int MAX_VISITED = 500;

    private final ProcessConfig self;
    private final Function<StreamId, Optional<ProcessConfig>> others;

    References(ProcessConfig self, Function<StreamId, Optional<ProcessConfig>> others) {
        this.self = self;
        this.others = others;
    }

    /** What a reference names. */
    record Target(StreamId process, String output) {}

    static boolean isReference(String address) {
        return address.startsWith("#");
    }

    /**
     * The process and the output.
     *
     * @param mistakes takes a line when it names none
     */
    Optional<ProcessConfig> process(String field, String address, List<String> mistakes) {
        Optional<Target> target = parse(address);
        if (target.isEmpty()) {
            mistakes.add(field + " is no reference: it is written #process" + OUTPUT + "id");
            return Optional.empty();
        }
        StreamId id = target.get().process();
        if (id.equals(self.id())) {
            mistakes.add(field + " refers to the process itself");
            return Optional.empty();
        }
        Optional<ProcessConfig> found = others.apply(id);
        if (found.isEmpty()) {
            mistakes.add(field + " refers to the process " + id + ", which does not exist");
            return Optional.empty();
        }
        if (leadsBack(id)) {
            mistakes.add(field + " refers to the process " + id + ", which reads from this one: that is a circle");
            return Optional.empty();
        }
        return found;
    }

    static Optional<Target> parse(String address) {
        int at = address.indexOf(OUTPUT);
        if (!isReference(address) || at < 2 || !StreamId.isValid(address.substring(1, at))) {
            return Optional.empty();
        }
        String output = address.substring(at + OUTPUT.length());
        return output.isEmpty()
                ? Optional.empty()
                : Optional.of(new Target(new StreamId(address.substring(1, at)), output));
    }

    private boolean leadsBack(StreamId first) {
        Set<StreamId> visited = new HashSet<>();
        List<StreamId> next = List.of(first);
        while (!next.isEmpty() && visited.size() < MAX_VISITED) {
            List<StreamId> following = next.stream()
                    .filter(visited::add)
                    .flatMap(id -> others.apply(id).stream())
                    .flatMap(config -> config.inputs().stream())
                    .flatMap(input -> parse(input.address()).stream())
                    .map(Target::process)
                    .distinct()
                    .toList();
            if (following.contains(self.id())) {
                return true;
            }
            next = following;
        }
        return false;
    }
}
