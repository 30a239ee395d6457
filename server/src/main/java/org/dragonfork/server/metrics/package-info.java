/** What the domain says, as numbers for Prometheus; the only room that knows its client library. */
@NullMarked
package org.dragonfork.server.metrics;

import org.jspecify.annotations.NullMarked;
