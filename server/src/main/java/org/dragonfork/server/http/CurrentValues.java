package org.dragonfork.server.http;

import java.util.List;
import java.util.Map;

/** The numbers of the server under the names of the original's own metrics. Asked by many threads at a time. */
public interface CurrentValues {
    /** What there may be. */
    List<Described> described();

    /** What there is now. */
    List<Value> now();

    /** A name. */
    record Described(String name, String description, List<String> labels) {}

    /** A number. */
    record Value(String name, Map<String, String> labels, double value) {}
}
