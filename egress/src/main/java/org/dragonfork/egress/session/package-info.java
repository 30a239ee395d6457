/** Admission of viewers, the port pool, and the results of WHEP operations. */
@NullMarked
package org.dragonfork.egress.session;

import org.jspecify.annotations.NullMarked;
