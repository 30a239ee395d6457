/** What the domain and the machine say, as Prometheus families. */
@NullMarked
package org.dragonfork.server.metrics;

import org.jspecify.annotations.NullMarked;
