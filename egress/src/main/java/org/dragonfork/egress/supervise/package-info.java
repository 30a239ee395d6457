/** The rules by which a process is started, watched, restarted and stopped; effects, no processes. */
@NullMarked
package org.dragonfork.egress.supervise;

import org.jspecify.annotations.NullMarked;
