package org.dragonfork.server.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The decoded query of a request, in the order it came (WHATWG URL section 5.1: a plus is a blank). A pair with a broken
 * escape is left out, as the original's HTTP library did.
 */
record Query(List<Pair> pairs) {
    static final Query NONE = new Query(List.of());

    /** A name with one value. */
    record Pair(String name, String value) {}

    Query {
        pairs = List.copyOf(pairs);
    }

    /** Reads what stands behind the question mark; the request line is bounded, so this is too. */
    static Query parse(String raw) {
        List<Pair> pairs = new ArrayList<>();
        for (String pair : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            Optional<String> name = decode(equals < 0 ? pair : pair.substring(0, equals));
            Optional<String> value = decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (name.isPresent() && value.isPresent()) {
                pairs.add(new Pair(name.get(), value.get()));
            }
        }
        return new Query(pairs);
    }

    /** The first value of this name, empty text included. */
    Optional<String> first(String name) {
        return all(name).findFirst();
    }

    /** All values of this name. */
    Stream<String> all(String name) {
        return pairs.stream().filter(pair -> pair.name().equals(name)).map(Pair::value);
    }

    /** The values of this name, each cut at its commas, without blanks around and without empty ones. */
    List<String> list(String name) {
        return all(name)
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Optional<String> decode(String raw) {
        return PathSegments.decodeSegment(raw.replace('+', ' '));
    }
}
