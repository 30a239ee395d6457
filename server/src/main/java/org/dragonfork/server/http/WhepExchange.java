package org.dragonfork.server.http;

import java.time.Duration;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.WhepRoute;

/**
 * One WHEP request that was answered.
 *
 * @param status the status sent
 * @param stream the stream, only when it is registered: a name from outside never gets here. Empty for 429 too, where
 *     nothing is looked up
 * @param duration from the routing of the request to the finished answer, reading the body included, sending not
 */
public record WhepExchange(WhepRoute route, int status, Optional<StreamId> stream, Duration duration) {}
