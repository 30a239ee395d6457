package org.dragonfork.egress.process;

/**
 * Which files of an output shall go, and when; kept for clients and for the original, not carried out here.
 *
 * @param pattern glob of file names
 * @param maxFiles how many may stay, 0 for all
 * @param maxFileAgeSeconds how old they may get, 0 for any age
 * @param purgeOnDelete whether all of them go with the process
 */
public record CleanupRule(String pattern, long maxFiles, long maxFileAgeSeconds, boolean purgeOnDelete) {}
