/** A real Prometheus, of the Debian package {@code prometheus}, on loopback. */
@NullMarked
package org.dragonfork.testkit.prometheus;

import org.jspecify.annotations.NullMarked;
