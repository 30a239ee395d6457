/** The vocabulary: ids, the events of the domain, their observer, and the snapshot; knows no other room. */
@NullMarked
package org.dragonfork.egress.event;

import org.jspecify.annotations.NullMarked;
