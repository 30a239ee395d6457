/** Processes as their owners describe them, and what can be done with them; values and ports, no IO. */
@NullMarked
package org.dragonfork.egress.process;

import org.jspecify.annotations.NullMarked;
