/** A stream on its way through: leg, ring, continuous track, clock, watchdog. */
@NullMarked
package org.dragonfork.egress.stream;

import org.jspecify.annotations.NullMarked;
