package org.dragonfork.server.config;

import java.time.Duration;

/**
 * How streams are started for their viewers.
 *
 * @param startTimeout how long a viewer's request waits
 * @param stopDelay how long a stream runs on after its last viewer
 */
public record OnDemandConfig(Duration startTimeout, Duration stopDelay) {}
