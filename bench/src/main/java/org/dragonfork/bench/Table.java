package org.dragonfork.bench;

import java.util.List;

/**
 * What one measurement found.
 *
 * @param name as {@code --only} takes it
 * @param title one line for people
 * @param method how it was measured, one line or two
 */
record Table(String name, String title, List<String> method, List<Column> columns, List<Row> rows) {
    Table {
        method = List.copyOf(method);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.values().size() != columns.size()) {
                throw new IllegalArgumentException("row '" + row.what() + "' has "
                        + row.values().size() + " values for " + columns.size() + " columns");
            }
        }
    }
}
