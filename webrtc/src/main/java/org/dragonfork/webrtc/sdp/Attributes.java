package org.dragonfork.webrtc.sdp;

import java.util.List;
import java.util.Optional;

/** The {@code a=} lines of a session or of one media section, in order. */
public record Attributes(List<Attribute> list) {
    public Attributes {
        list = List.copyOf(list);
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    /** The value of the first attribute of that name. */
    public Optional<String> first(String name) {
        for (Attribute attribute : list) {
            if (attribute.name().equals(name)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    /** The values of all attributes of that name, in order. */
    public List<String> all(String name) {
        return list.stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(Attribute::value)
                .toList();
    }
}
