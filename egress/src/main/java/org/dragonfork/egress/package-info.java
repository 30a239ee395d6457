/** The service as its callers see it: register streams, subscribe viewers, take a snapshot. */
@NullMarked
package org.dragonfork.egress;

import org.jspecify.annotations.NullMarked;
