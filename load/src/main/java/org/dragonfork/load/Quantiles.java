package org.dragonfork.load;

/** What some share of the events did not exceed, in milliseconds; NaN without events. */
record Quantiles(long count, double p50, double p95, double p99, double max) {}
