package org.dragonfork.server.metrics;

/**
 * Which build runs.
 *
 * @param version of the server
 * @param revision commit, empty when not known
 * @param java version of the Java that runs it
 */
public record BuildLabels(String version, String revision, String java) {}
