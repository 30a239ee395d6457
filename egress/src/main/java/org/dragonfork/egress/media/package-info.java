/** The media shard: the loop body that owns viewers and fans packets out to them, without the loop. */
@NullMarked
package org.dragonfork.egress.media;

import org.jspecify.annotations.NullMarked;
