package org.dragonfork.bench;

import java.util.List;

/**
 * A row of a table.
 *
 * @param what was measured
 * @param values one for each column; NaN where there is none
 */
record Row(String what, List<Double> values) {
    Row {
        values = List.copyOf(values);
    }

    static Row of(String what, Double... values) {
        return new Row(what, List.of(values));
    }
}
