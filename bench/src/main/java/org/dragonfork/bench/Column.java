package org.dragonfork.bench;

/**
 * A column of a table.
 *
 * @param key name in JSON
 * @param title name for people, with the unit
 * @param decimals digits behind the point
 */
record Column(String key, String title, int decimals) {}
